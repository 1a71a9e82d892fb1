import { isErrorClass, type ErrorClass } from '../../schemas/error-class.ts';
import type { StatusName } from '../../schemas/status.ts';
import { toDurakitError } from '../failure.ts';

/** What the class of an error is, and how long its vendor asks to wait. */
export interface ErrorClassification {
  readonly class: ErrorClass;
  readonly retryAfterMs?: number;
}

/** For models written in code, whose errors have a status and nothing more. */
const CLASS_OF_STATUS: Readonly<Record<StatusName, ErrorClass | undefined>> = {
  OK: undefined,
  CANCELLED: undefined,
  UNKNOWN: 'overloaded',
  INVALID_ARGUMENT: 'invalid_request',
  DEADLINE_EXCEEDED: 'timeout',
  NOT_FOUND: 'invalid_request',
  ALREADY_EXISTS: 'invalid_request',
  PERMISSION_DENIED: 'auth',
  RESOURCE_EXHAUSTED: 'rate_limit',
  FAILED_PRECONDITION: 'invalid_request',
  ABORTED: 'overloaded',
  OUT_OF_RANGE: 'invalid_request',
  UNIMPLEMENTED: 'invalid_request',
  INTERNAL: 'overloaded',
  UNAVAILABLE: 'overloaded',
  DATA_LOSS: 'overloaded',
  UNAUTHENTICATED: 'auth',
};

const MAX_DEPTH = 6;

/**
 * The class of an error that came out of a model: the one that its vendor's plugin found (`details.class`), else that of its status. The
 * wait is `details.retryAfterMs`, or `responseMetadata.retryAfterMs` of a Genkit error. Undefined for a cancel.
 */
export function classifyError(error: unknown): ErrorClassification | undefined {
  const known = toDurakitError(error);
  const carried = (known.details as { class?: unknown } | null | undefined)?.class;
  const errorClass = isErrorClass(carried) ? carried : CLASS_OF_STATUS[known.status];
  if (errorClass === undefined) return undefined;
  const retryAfterMs = findRetryAfter(error);
  return { class: errorClass, ...(retryAfterMs !== undefined && { retryAfterMs }) };
}

/** Wrapping an error keeps it as the cause. */
function findRetryAfter(error: unknown): number | undefined {
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
