import { classifyError } from '../../engine/models/classify-error.ts';
import type { ErrorClass } from '../../schemas/error-class.ts';

/** The vendor answered, and the answer was no. */
const REFUSALS: readonly ErrorClass[] = ['rate_limit', 'context_length', 'content_filter', 'auth', 'quota', 'invalid_request'];

/** Codes of failures before a connection was there: nothing can have been sent over it. */
const NEVER_CONNECTED: readonly string[] = [
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'UND_ERR_CONNECT_TIMEOUT',
];

const MAX_DEPTH = 6;

/** Whether a start that failed has certainly begun no job. A 5xx, a broken connection and a timeout leave that open. */
export function isRefused(error: unknown): boolean {
  const known = classifyError(error);
  if (known !== undefined && REFUSALS.includes(known.class)) return true;
  let current = error as { readonly code?: unknown; readonly cause?: unknown } | null | undefined;
  for (let depth = 0; typeof current === 'object' && current !== null && depth < MAX_DEPTH; depth++) {
    if (typeof current.code === 'string' && NEVER_CONNECTED.includes(current.code)) return true;
    current = current.cause as typeof current;
  }
  return false;
}
