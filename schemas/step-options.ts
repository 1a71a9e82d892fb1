import type { Duration } from './duration.ts';
import type { StatusName } from './status.ts';

/** How often a failing step is tried again. Temporal's server keeps the count and the waits, so they survive a crash. */
export interface RetryOptions {
  /** The first try counts. Default 5; 1 means no retry. There is no "for ever". */
  readonly maxAttempts?: number;
  /** Wait before the second try. Default 1 s. */
  readonly initialInterval?: Duration;
  /** Factor from one wait to the next. Default 2. */
  readonly backoff?: number;
  /** The longest wait. Default 100 times the first. */
  readonly maxInterval?: Duration;
  /** Statuses or error names that end the step at once, beside `NON_RETRYABLE_STATUSES`. */
  readonly nonRetryable?: readonly (StatusName | (string & {}))[];
}

/** Options of one step, on its definition or on the call; the call's win. */
export interface StepOptions {
  /** For one try, not for all together. Default 10 minutes. */
  readonly timeout?: Duration;
  readonly retry?: RetryOptions;
  /** How long the server waits for a sign of life before it gives the step to another worker. Default 10 s. Signs are sent by themselves. */
  readonly heartbeat?: Duration;
  /** One line in the Temporal UI, at most 120 characters are kept. Default: the step's name. */
  readonly summary?: string;
}

/** The defaults that {@link StepOptions} names. */
export const STEP_DEFAULTS = {
  timeout: '10m',
  heartbeat: '10s',
  maxAttempts: 5,
  initialInterval: '1s',
  backoff: 2,
} as const;
