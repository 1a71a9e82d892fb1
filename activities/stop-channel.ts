import { CancelledFailure } from '@temporalio/activity';
import type { StopTarget } from '../schemas/stop-target.ts';

/**
 * How long a stop is remembered: its activity may be on its way to this worker. Shorter than the wait of `endAtServer`, so that a stop
 * without a cancel does not hit the next try too.
 */
const MEMORY_MILLISECONDS = 10_000;

/** An activity that can be stopped by name while it runs. */
export interface StoppableRun {
  /** Fires at the stop, or at the `cancellationSignal` that was given, whichever comes first. */
  readonly signal: AbortSignal;
  end(): void;
}

/**
 * The way of a stop into this process that does not wait for a heartbeat. It only brings the news early: that an activity is
 * cancelled is decided by the server alone.
 */
export interface StopChannel {
  watch(target: StopTarget, cancellationSignal: AbortSignal): StoppableRun;
  /** Stops what runs here under that name; repeated or unknown names do nothing. */
  stop(target: StopTarget): void;
}

/** A channel that nothing is connected to yet: who calls `stop` of it, decides how far it reaches. */
export function createStopChannel(now: () => number = () => performance.now()): StopChannel {
  const running = new Map<string, Set<AbortController>>();
  const recent = new Map<string, number>();
  const forgetOld = (): void => {
    for (const [name, at] of recent) {
      if (now() - at < MEMORY_MILLISECONDS) break;
      recent.delete(name);
    }
  };
  return {
    watch: (target, cancellationSignal) => {
      const name = toName(target);
      const controller = new AbortController();
      const cancel = (): void => controller.abort(cancellationSignal.reason);
      cancellationSignal.addEventListener('abort', cancel, { once: true });
      const runs = running.get(name) ?? new Set();
      running.set(name, runs.add(controller));
      forgetOld();
      if (cancellationSignal.aborted) cancel();
      else if (recent.has(name)) controller.abort(toReason());
      const end = (): void => {
        cancellationSignal.removeEventListener('abort', cancel);
        runs.delete(controller);
        if (runs.size === 0) running.delete(name);
      };
      return { signal: controller.signal, end };
    },
    stop: (target) => {
      const name = toName(target);
      forgetOld();
      recent.delete(name);
      recent.set(name, now());
      for (const controller of running.get(name) ?? []) controller.abort(toReason());
    },
  };
}

/** A run's id is a UUID, so the workflow's id adds nothing. Ids of activities are not used twice in a run. */
function toName({ runId, activityId }: StopTarget): string {
  return `${runId} ${activityId}`;
}

/** What a step sees is the same as where a heartbeat brought the cancel. */
function toReason(): CancelledFailure {
  return new CancelledFailure('CANCELLED');
}
