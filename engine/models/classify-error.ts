import type { ErrorClass } from '../../schemas/error-class.ts';
import { toDurakitError } from '../failure.ts';
import { toErrorClass } from './to-error-class.ts';

/** What the class of an error is, and how long its vendor asks to wait. */
export interface ErrorClassification {
  readonly class: ErrorClass;
  readonly retryAfterMs?: number;
}

const MAX_DEPTH = 6;

/**
 * What there is to know about an error that came out of a model: the class that its vendor's plugin found, else that of its status; the
 * wait of `details.retryAfterMs`, or of `responseMetadata.retryAfterMs` as Genkit's errors have it. Undefined for a cancel.
 */
export function classifyError(error: unknown): ErrorClassification | undefined {
  const known = toDurakitError(error);
  if (known.status === 'CANCELLED') return undefined;
  const retryAfterMs = findRetryAfter(error);
  return { class: toErrorClass(known), ...(retryAfterMs !== undefined && { retryAfterMs }) };
}

/** How long a vendor asks to wait, in milliseconds; a wait of 0 is none. Wrapping an error keeps it as the cause. */
export function findRetryAfter(error: unknown): number | undefined {
  let current = error as { details?: unknown; responseMetadata?: unknown; cause?: unknown } | null | undefined;
  for (let depth = 0; typeof current === 'object' && current !== null && depth < MAX_DEPTH; depth++) {
    for (const source of [current.details, current.responseMetadata]) {
      const milliseconds = (source as { retryAfterMs?: unknown } | null | undefined)?.retryAfterMs;
      if (typeof milliseconds === 'number' && milliseconds > 0) return milliseconds;
    }
    current = current.cause as typeof current;
  }
  return undefined;
}
