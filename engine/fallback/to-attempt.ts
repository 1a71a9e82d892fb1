import type { DurakitError } from '../../schemas/durakit-error.ts';
import type { ModelAttempt } from '../../schemas/model-attempt.ts';
import { copyError } from '../failure.ts';
import { findRetryAfter } from '../models/classify-error.ts';
import { toErrorClass } from '../models/to-error-class.ts';

/** What is remembered of a model that failed. */
export function toFailedAttempt(model: string, error: DurakitError, durationMs: number): ModelAttempt {
  const retryAfterMs = findRetryAfter(error);
  return {
    model,
    outcome: 'failed',
    durationMs,
    class: toErrorClass(error),
    status: error.status,
    message: error.originalMessage,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
}

/** The same error, with what was tried before it. */
export function withAttempts(error: DurakitError, attempts: readonly ModelAttempt[]): DurakitError {
  if (attempts.length <= 1) return error;
  const details = typeof error.details === 'object' && error.details !== null ? error.details : {};
  return copyError(error, { details: { ...details, attempts } });
}
