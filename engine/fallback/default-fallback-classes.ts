import type { ErrorClass } from '../../schemas/error-class.ts';

/** What another model may do better; the rest is the request's or the app's own business. */
export const DEFAULT_FALLBACK_CLASSES: readonly ErrorClass[] = ['rate_limit', 'overloaded', 'timeout', 'context_length', 'bad_output'];
