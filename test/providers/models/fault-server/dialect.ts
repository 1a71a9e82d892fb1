import type { Answer } from '../vendor-server/behaviours.ts';
import type { ReceivedRequest } from '../vendor-server/vendor-server.ts';

/** Errors that each vendor has words of its own for. */
export type SpokenFault = 'rate_limit' | 'overflow' | 'refusal' | 'unauthorized' | 'quota' | 'failure';

/** How one vendor speaks. The answer is always `Hello.`. */
export interface Dialect {
  /** The model that a request is for; undefined where it is not in this dialect. */
  readonly findModel: (request: ReceivedRequest) => string | undefined;
  readonly isStream: (request: ReceivedRequest) => boolean;
  /** The answer as a stream, in two pieces: what comes first, and the rest. */
  readonly pieces: readonly [string, string];
  readonly streamType: string;
  readonly answer: unknown;
  /** A piece of a stream, or an answer, that cannot be read. */
  readonly broken: string;
  /** Status and body of an error; `wait` in milliseconds where the vendor says it in the body. */
  readonly toError: (fault: SpokenFault, wait?: number) => { readonly status: number; readonly body: unknown };
  /** Headers that say that the limit of requests is used up, and until when. */
  readonly toResetHeaders: (milliseconds: number) => NonNullable<Answer['headers']>;
}

/** A field of a request's body. */
export function readField(request: ReceivedRequest, name: string): unknown {
  return (JSON.parse(request.body) as Record<string, unknown>)[name];
}

/** Server-sent events. */
export function toEvents(...values: readonly unknown[]): string {
  return values.map((value) => `data: ${typeof value === 'string' ? value : JSON.stringify(value)}\n\n`).join('');
}
