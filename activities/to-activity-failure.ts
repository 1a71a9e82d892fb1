import { ApplicationFailure, CancelledFailure, CompleteAsyncError, Context } from '@temporalio/activity';
import { toFailureData } from '../engine/failure.ts';

/** An error at the border of an activity. It is logged here with stack and causes, which do not cross it. */
export function toActivityFailure(error: unknown, key: string): Error {
  if (error instanceof CancelledFailure || error instanceof CompleteAsyncError) return error;
  const { log, info } = Context.current();
  const data = toFailureData(error);
  log.warn(`${key} failed in attempt ${info.attempt}: ${data.message}`, { error });
  const failure = ApplicationFailure.create(data);
  if (error instanceof Error && error.stack !== undefined) failure.stack = error.stack;
  return failure;
}
