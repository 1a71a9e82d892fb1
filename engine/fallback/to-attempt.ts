import { DurakitError } from '../../schemas/durakit-error.ts';
import type { ModelAttempt } from '../../schemas/model-attempt.ts';
import { toErrorClass } from '../models/to-error-class.ts';

/** What is remembered of a model that failed. */
export function toFailedAttempt(model: string, error: DurakitError, durationMs: number): ModelAttempt {
  const retryAfterMs = (error.details as { retryAfterMs?: unknown } | undefined)?.retryAfterMs;
  return {
    model,
    outcome: 'failed',
    durationMs,
    class: toErrorClass(error),
    status: error.status,
    message: error.originalMessage,
    ...(typeof retryAfterMs === 'number' && { retryAfterMs }),
  };
}

/** The same error, with what was tried before it. */
export function withAttempts(error: DurakitError, attempts: readonly ModelAttempt[]): DurakitError {
  if (attempts.length <= 1) return error;
  const details = typeof error.details === 'object' && error.details !== null ? error.details : {};
  const told = new DurakitError({
    status: error.status,
    message: error.originalMessage,
    verbatim: error.message === error.originalMessage,
    details: { ...details, attempts },
    cause: error,
    ...(error.source !== undefined && { source: error.source }),
    ...(error.step !== undefined && { step: error.step }),
  });
  if (error.stack !== undefined) told.stack = error.stack;
  return told;
}
