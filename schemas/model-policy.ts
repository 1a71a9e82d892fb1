import type { Duration } from './duration.ts';

/** How long a call of a model may take and how often it is made: `durakit({ models })`, and `limits` of one call, which win. */
export interface ModelLimits {
  /** Requests to the vendor for one call; the first one counts. At least 1. Default: `steps.retry.maxAttempts`, else 5. */
  readonly maxAttempts?: number;
  /** The longest wait that a vendor may ask for: where it asks for more, the call fails at once, with `details.retryAfterMs`. Default 60 s. */
  readonly maxWait?: Duration;
  /** Until the first sign of an answer; where the model does not stream, until the answer. Default: `timeout` alone counts. */
  readonly firstByteTimeout?: Duration;
  /** Between two signs of an answer that has begun. Default: `timeout` alone counts. */
  readonly stallTimeout?: Duration;
  /** For one try. Default: `steps.timeout`, else 10 minutes. */
  readonly timeout?: Duration;
  /**
   * Whether runs ask their models to stream, also where nobody listens: a stall can be told from a long answer then, and what a stopped
   * model had said is on record. Default true. False is for accounts that their vendor does not let stream; the whole answer then has to
   * come within `firstByteTimeout`.
   */
  readonly streaming?: boolean;
}

/** How one call of a model is to be made, beside the app's own rules. JSON; it travels with the activity, and defaults are left out. */
export interface ModelPolicy {
  /** A longer wait that the vendor asks for ends the call. */
  readonly maxWaitMilliseconds?: number;
  /** The model is left alone for so long where it was given up, and not asked while it is. Absent: neither. */
  readonly cooldownMilliseconds?: number;
  /** See {@link ModelLimits.firstByteTimeout}. */
  readonly firstByteMilliseconds?: number;
  /** See {@link ModelLimits.stallTimeout}. */
  readonly stallMilliseconds?: number;
  /** See {@link ModelLimits.streaming}. */
  readonly streaming?: false;
}

/** The default that {@link ModelLimits.maxWait} names. */
export const DEFAULT_MAX_WAIT_MILLISECONDS = 60_000;
