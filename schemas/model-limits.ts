import type { Duration } from './duration.ts';

/** How long a call of a model may take and how often it is made: `durakit({ models })`, or `limits` of one call, which wins. */
export interface ModelLimits {
  /** Requests to the vendor for one call, the first one counts. Default: `steps.retry.maxAttempts`, else 5. */
  readonly maxAttempts?: number;
  /** The longest wait that a vendor may ask for; where it asks for more, the call fails at once and says so. Default 60 s. */
  readonly maxWait?: Duration;
  /** Until the first sign of an answer, or the whole answer where it does not stream. Default: `timeout` alone. */
  readonly firstByteTimeout?: Duration;
  /** Between two pieces of an answer that streams. Default: `timeout` alone. */
  readonly stallTimeout?: Duration;
  /** For one try. Default: `steps.timeout`, else 10 minutes. */
  readonly timeout?: Duration;
  /**
   * Whether runs ask the vendor for a stream, also where nobody listens: so that a stall can be told from a long answer, and what was
   * said is known when a run is stopped. Default true; false for vendors that do not let an account stream. Then the whole answer has to
   * come within `firstByteTimeout`.
   */
  readonly streaming?: boolean;
}

/** The part of {@link ModelLimits} that the worker heeds, in milliseconds; it travels with the call, and what is a default is left out. */
export interface ModelCallLimits {
  readonly maxWait?: number;
  readonly firstByteTimeout?: number;
  readonly stallTimeout?: number;
  readonly streaming?: false;
}

/** The default that {@link ModelLimits} names. */
export const DEFAULT_MAX_WAIT = 60_000;
