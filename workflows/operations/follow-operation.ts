import { CancellationScope, condition, isCancellation } from '@temporalio/workflow';
import type { EventQueue } from '../../engine/event-queue.ts';
import { fromFailure, copyError } from '../../engine/failure.ts';
import { toDeadlineError } from '../../engine/operations/to-operation-error.ts';
import type { Operation } from '../../schemas/operation.ts';
import { NOT_DONE, WEBHOOK_SIGNAL } from '../../schemas/operation-run.ts';
import type { OperationSettings } from '../../schemas/operation-settings.ts';
import { pollJob, type OperationRun } from './operation-activities.ts';

/** A job that somebody waits for. */
export interface FollowedOperation {
  readonly operation: Operation;
  readonly settings: OperationSettings;
  /** When it must be done, by the workflow's clock. */
  readonly deadline: number;
  readonly events: EventQueue;
}

/** Each costs a handful of events: a vendor that calls back for every per cent does not fill the history. */
const MOST_CALLBACKS = 3;

/** Waits until the job is done. A webhook has it looked at at once. Throws DEADLINE_EXCEEDED, what a look fails for, or a cancel. */
export async function followOperation(run: OperationRun, followed: FollowedOperation): Promise<Operation> {
  const { operation, settings, deadline, events } = followed;
  if (operation.done === true) return operation;
  for (let callbacks = 0; ; callbacks++) {
    const timeLeft = deadline - Date.now();
    if (timeLeft <= 0) throw toDeadlineError(operation, settings.deadline, operation);
    const scope = new CancellationScope();
    const looking = scope.run(() => pollJob(run, operation, { schedule: settings.poll, now: callbacks > 0, timeLeft }));
    let called = false;
    const waiting = new CancellationScope();
    if (callbacks < MOST_CALLBACKS) {
      void waiting
        .run(() => condition(() => events.take(WEBHOOK_SIGNAL) !== undefined))
        .then(
          () => {
            called = true;
            scope.cancel();
          },
          () => undefined,
        );
    }
    try {
      return await looking;
    } catch (error) {
      const isOurs = called && isCancellation(error) && !CancellationScope.current().consideredCancelled;
      if (!isOurs) throw toEnd(error, followed, run.model);
    } finally {
      waiting.cancel();
    }
  }
}

/** A job that was still not done when its time was up ends in either of two ways: between two looks, or during one. */
function toEnd(error: unknown, { operation, settings }: FollowedOperation, model: string): unknown {
  if (isCancellation(error)) return error;
  const cause = (error as { readonly cause?: { readonly name?: string; readonly type?: string } }).cause;
  if (cause?.type === NOT_DONE || cause?.name === 'TimeoutFailure') return toDeadlineError(operation, settings.deadline, operation);
  const failure = fromFailure(error, model);
  return failure.details === undefined ? copyError(failure, { details: { operation } }) : failure;
}
