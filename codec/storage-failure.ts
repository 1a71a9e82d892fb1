import { ApplicationFailure } from '@temporalio/common';
import { DurakitError } from '../schemas/durakit-error.ts';
import type { FailureDetails } from '../schemas/failure-data.ts';

/** After a store that was away: the tries of a step are few, and a database that restarts is back within seconds. */
const NEXT_TRY = '10s';

/** An error of the store in the form that crosses Temporal's borders with its status; a client turns it back. Others stay as they are. */
export function toStorageFailure(error: unknown): unknown {
  if (!(error instanceof DurakitError)) return error;
  const details: FailureDetails = { status: error.status, message: error.originalMessage };
  return ApplicationFailure.create({
    type: error.status,
    message: error.message,
    nonRetryable: error.nonRetryable,
    details: [details],
    cause: error,
    ...(error.status === 'UNAVAILABLE' && { nextRetryDelay: NEXT_TRY }),
  });
}
