import { ActivityCancellationType, CancellationScope, proxySinks, type Next, type WorkflowInterceptors } from '@temporalio/workflow';
import type { ActivityInput, WorkflowOutboundCallsInterceptor } from '@temporalio/workflow';

/** What a worker does for its workflows beside running them. Nothing of it is in the history, and replays call nothing. */
export type WorkerSinks = {
  readonly durakit: {
    /** An activity of this run is asked to stop: the worker that has it is to hear of it before its next heartbeat. */
    stop(activityId: string): void;
  };
};

const { durakit } = proxySinks<WorkerSinks>();

/**
 * Tells of each activity that is cancelled, wherever the cancel came from: it watches the very scope that makes the SDK request the
 * cancellation. So a step in `nonCancellable`, or one that begins after the cancel, is never told of, and whatever calls an activity
 * takes part. The module is named when the bundle is made.
 */
export const interceptors = (): WorkflowInterceptors => ({ outbound: [{ scheduleActivity: tellOfCancel }] });

type ScheduleActivity = Next<WorkflowOutboundCallsInterceptor, 'scheduleActivity'>;

/** Gives back the very promise of `next`: one more turn of the microtask queue could change the order in which recorded runs go on. */
function tellOfCancel(input: ActivityInput, next: ScheduleActivity): Promise<unknown> {
  const scope = CancellationScope.current();
  const result = next(input);
  const { activityId = String(input.seq), cancellationType } = input.options;
  if (!scope.cancellable || scope.consideredCancelled || cancellationType === ActivityCancellationType.ABANDON) return result;
  let running = true;
  const end = (): void => void (running = false);
  result.then(end, end);
  scope.cancelRequested.catch(() => {
    if (running) durakit.stop(activityId);
  });
  return result;
}
