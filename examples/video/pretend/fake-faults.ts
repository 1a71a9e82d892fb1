/** Where a fault can be. `download` is every request for a file's bytes. */
export type FaultPlace = 'start' | 'poll' | 'cancel' | 'download';

/** What goes wrong. */
export interface Fault {
  readonly place: FaultPlace;
  /** Answered with this status, and nothing is done. */
  readonly status?: number;
  /** Seconds, sent as `Retry-After`. */
  readonly retryAfter?: number;
  readonly message?: string;
  /** `before`: the connection breaks and nothing was done. `after`: it was done, and the connection breaks before the answer. */
  readonly drop?: 'before' | 'after';
  /** Default 1. */
  readonly times?: number;
}

/** Faults that wait for their requests. */
export class FaultQueue {
  readonly #faults: { readonly fault: Fault; left: number }[] = [];

  add(fault: Fault): void {
    this.#faults.push({ fault, left: fault.times ?? 1 });
  }

  /** The first fault of the place, used up by this. */
  take(place: FaultPlace): Fault | undefined {
    const found = this.#faults.find((entry) => entry.fault.place === place && entry.left > 0);
    if (found !== undefined) found.left -= 1;
    return found?.fault;
  }
}

const STATUS_WORDS: Readonly<Record<number, string>> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  429: 'RESOURCE_EXHAUSTED',
  499: 'CANCELLED',
  500: 'INTERNAL',
  503: 'UNAVAILABLE',
};

/** An error as Google writes it. */
export function toGoogleError(code: number, message = 'a fault was asked for'): unknown {
  return { error: { code, message, status: STATUS_WORDS[code] ?? 'UNKNOWN' } };
}
