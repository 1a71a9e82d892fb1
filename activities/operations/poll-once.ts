import { Context, type ApplicationFailure } from '@temporalio/activity';
import { ApplicationFailureCategory } from '@temporalio/common';
import type { ModelOperation } from '../../engine/operations/background-model.ts';
import { nextPoll } from '../../engine/operations/next-poll.ts';
import { toModelFailure } from '../../engine/models/to-model-failure.ts';
import type { Operation } from '../../schemas/operation.ts';
import { NOT_DONE, type OperationTask } from '../../schemas/operation-run.ts';
import { createLookFailure } from './look-failure.ts';
import type { OperationTaskRun } from './operation-task-run.ts';

type PollTask = Extract<OperationTask, { kind: 'poll' }>;

/** So much of the time that is left belongs to the last look, at most a second. */
const LAST_LOOK_SHARE = 0.1;
const LAST_LOOK_MILLISECONDS = 1_000;

/** One look at a job. One that is not done fails in a way that has the server try again when the vendor, or the schedule, says so. */
export async function pollOnce({ schedule, now = false }: PollTask, given: OperationTaskRun): Promise<Operation> {
  const { attempt } = Context.current().info;
  const operation = given.input as ModelOperation;
  // a job that has just begun is not done
  if (attempt === 1 && !now) throw toNotDone(operation, nextPoll(schedule, { attempt, operation }));
  let found: ModelOperation;
  try {
    found = (await given.run(operation)) as ModelOperation;
  } catch (error) {
    if (given.abortSignal.aborted) throw error;
    throw toPollFailure(error, { attempt, initialInterval: schedule.initial });
  }
  if (found.done === true) return found;
  throw toNotDone(found, nextPoll(schedule, { attempt, operation: found }));
}

/** What people see in the Temporal UI while the job runs. */
function toNotDone(operation: ModelOperation, wait: number): ApplicationFailure {
  const { id, metadata = {} } = operation;
  const { progress } = metadata;
  const told = typeof progress === 'number' ? `${Math.round(progress * 100)} % done` : typeof progress === 'string' ? progress : 'not done';
  const delay = limitToDeadline(wait);
  return createLookFailure({
    type: NOT_DONE,
    message: `${id}: ${told}`,
    category: ApplicationFailureCategory.BENIGN,
    nonRetryable: delay === undefined,
    ...(delay !== undefined && { nextRetryDelay: delay }),
    details: [{ operation: { id, metadata, ...(operation.action !== undefined && { action: operation.action }) } }],
  });
}

/** A failure that passes is waited out, whatever it takes up to the deadline; a lost job or a wrong key ends the operation. */
function toPollFailure(
  error: unknown,
  { attempt, initialInterval }: { readonly attempt: number; readonly initialInterval: number },
): Error {
  const data = toModelFailure(error, { attempt, initialInterval, maxWait: Number.MAX_SAFE_INTEGER, random: Math.random });
  const { nextRetryDelay, ...failure } = data;
  const { info, log } = Context.current();
  log.warn(`${info.activityType} failed in look ${attempt}: ${data.message}`, { error });
  const delay = nextRetryDelay === undefined ? undefined : limitToDeadline(nextRetryDelay);
  return createLookFailure({ ...failure, ...(delay !== undefined && { nextRetryDelay: delay }) });
}

/** The server drops a wait that would go past the deadline: the last look is put before that. Undefined: there is no time for another. */
export function limitToDeadline(wait: number): number | undefined {
  const { scheduledTimestampMs, scheduleToCloseTimeoutMs } = Context.current().info;
  if (scheduleToCloseTimeoutMs === undefined || scheduleToCloseTimeoutMs === 0) return wait;
  const reserve = Math.min(LAST_LOOK_MILLISECONDS, scheduleToCloseTimeoutMs * LAST_LOOK_SHARE);
  const left = scheduledTimestampMs + scheduleToCloseTimeoutMs - Date.now() - reserve;
  return left <= 0 ? undefined : Math.max(1, Math.min(wait, Math.round(left)));
}
