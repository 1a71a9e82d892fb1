/**
 * What kind of failure ended a call of a model: what to do next depends on it, and on nothing else. See {@link ERROR_CLASS_RULES}.
 *
 * - `rate_limit`: too many requests or tokens for the moment; the vendor often says when to come back.
 * - `overloaded`: the vendor or the way to it failed: 5xx, 529, a broken connection, an answer that cannot be read.
 * - `timeout`: no first byte, a stream that stalled, a deadline.
 * - `context_length`: the request is larger than the model's window.
 * - `content_filter`: the vendor refused the request or blocked the answer for what it says.
 * - `bad_output`: the answer is not what was asked for: it does not fit the schema, or a tool's input is malformed.
 * - `auth`: the key is missing, wrong, or may not do this.
 * - `quota`: nothing is left, and waiting for seconds does not help: credit, a month's or a day's allowance.
 * - `invalid_request`: the request is wrong in another way.
 */
export const ERROR_CLASSES = [
  'rate_limit',
  'overloaded',
  'timeout',
  'context_length',
  'content_filter',
  'bad_output',
  'auth',
  'quota',
  'invalid_request',
] as const;

/** One of {@link ERROR_CLASSES}. */
export type ErrorClass = (typeof ERROR_CLASSES)[number];

/** How long to wait before the next try where the vendor names no time. */
export interface BackoffRule {
  /** What the wait grows by from try to try. 1: it stays the same. */
  readonly factor: number;
  /** The longest wait, in milliseconds. */
  readonly longest: number;
  /** Whether it is drawn between nothing and the wait ("full jitter"): many callers that failed together do not come back together. */
  readonly jitter: boolean;
}

/** What a class means for the call that failed. */
export interface ErrorClassRule {
  /** How the same model is tried again; undefined: it is not, the same call would fail again. */
  readonly backoff?: BackoffRule;
  /** Whether another model is asked by default, where a fallback is configured. `larger_window`: one that takes more tokens. */
  readonly fallback: 'always' | 'larger_window' | 'if_asked' | 'never';
}

/** The one table of what is done about failures. The first wait is `STEP_DEFAULTS.initialInterval` unless the app says otherwise. */
export const ERROR_CLASS_RULES: Readonly<Record<ErrorClass, ErrorClassRule>> = {
  rate_limit: { backoff: { factor: 2, longest: 60_000, jitter: true }, fallback: 'always' },
  overloaded: { backoff: { factor: 2, longest: 30_000, jitter: true }, fallback: 'always' },
  timeout: { backoff: { factor: 1, longest: 1_000, jitter: false }, fallback: 'always' },
  context_length: { fallback: 'larger_window' },
  content_filter: { fallback: 'if_asked' },
  bad_output: { fallback: 'always' },
  auth: { fallback: 'if_asked' },
  quota: { fallback: 'if_asked' },
  invalid_request: { fallback: 'never' },
};

/** True for one of {@link ERROR_CLASSES}. */
export function isErrorClass(value: unknown): value is ErrorClass {
  return ERROR_CLASSES.some((name) => name === value);
}
