import {
  isGrpcServiceError,
  isRetryableError,
  ServiceError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { fromFailure } from '../../engine/failure.ts';
import { isMoving } from '../../schemas/session-turn.ts';

/** gRPC's `CANCELLED` and `DEADLINE_EXCEEDED`: a server that stops says them of the calls that it has. */
const STOPPED_CODES: readonly number[] = [1, 4];
/** The same, said by this process: the caller has asked for it. */
const OWN_WORDS = /cancelled on client|^deadline exceeded/i;
const SESSION_ENDS = /workflow (?:execution )?(?:already completed|is closing|update was aborted|not found)|closing|in-flight/i;
/** Temporal takes no updates of a run whose workflow task was lost or failed three times: workers that died are enough for that. */
const TASK_FAILS = /workflow task in failed state/i;

/**
 * Whether a turn that failed to be sent, or to be waited for, may be sent again: its session was ending or on its way to a new run, or
 * Temporal or the database of payloads did not answer. What a session or a turn itself says is final.
 */
export function isPassing(error: unknown): boolean {
  if (error instanceof WorkflowUpdateFailedError) return isMoving(fromFailure(error.cause).details);
  // the run that had the turn is gone, with all that Temporal knew of it
  if (error instanceof WorkflowNotFoundError) return true;
  const isWrapped = error instanceof ServiceError || error instanceof WorkflowUpdateRPCTimeoutOrCancelledError;
  const cause = isWrapped ? error.cause : error;
  if (!isGrpcServiceError(cause)) return fromFailure(cause).status === 'UNAVAILABLE';
  if (STOPPED_CODES.includes(cause.code)) return !OWN_WORDS.test(cause.details);
  // of an update with start, the server's own words are in the message
  return isRetryableError(cause) || [cause.details, cause.message].some((words) => SESSION_ENDS.test(words) || TASK_FAILS.test(words));
}
