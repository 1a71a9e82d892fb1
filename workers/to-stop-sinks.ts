import type { InjectedSinks } from '@temporalio/worker';
import type { StopTarget } from '../schemas/stop-target.ts';
import type { WorkerSinks } from '../workflows/stop-interceptors.ts';

/** The SDK waits for a sink before it completes the piece of flow code, so `stop` must wait for nothing. */
export function toStopSinks(stop: (target: StopTarget) => void): InjectedSinks<WorkerSinks> {
  return {
    durakit: {
      stop: { fn: ({ workflowId, runId }, activityId) => stop({ workflowId, runId, activityId }), callDuringReplay: false },
    },
  };
}

/** For workers that only replay: the SDK reports sinks that are missing, and never calls these. */
export const NO_SINKS: InjectedSinks<WorkerSinks> = toStopSinks(() => undefined);
