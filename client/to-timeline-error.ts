import { isStatusName, type StatusName } from '../schemas/status.ts';
import { readPayload, type HistoryFailure } from './history-event.ts';
import type { TimelineError } from './timeline-entry.ts';

/** A failure of a history in our words: what a worker of durakit put into it, else what Temporal says. */
export function toTimelineError(failure: HistoryFailure): TimelineError {
  const { applicationFailureInfo: application, timeoutFailureInfo: timeout, cause, message = 'unknown failure' } = failure;
  if (application !== undefined) return toApplicationError(application, message);
  if (timeout !== undefined) return { status: 'DEADLINE_EXCEEDED', message: toTimeoutText(timeout.timeoutType) };
  if (failure.canceledFailureInfo !== undefined) return { status: 'CANCELLED', message };
  if (failure.terminatedFailureInfo !== undefined) return { status: 'ABORTED', message };
  // An activity's or a child's failure says only that it failed; why is in its cause.
  return cause === undefined ? { status: 'INTERNAL', message } : toTimelineError(cause);
}

function toApplicationError({ type, details }: NonNullable<HistoryFailure['applicationFailureInfo']>, message: string): TimelineError {
  const carried = readPayload(details?.payloads?.[0]);
  const known = (typeof carried === 'object' && carried !== null ? carried : {}) as Record<string, unknown>;
  const status = [known['status'], type].find((candidate): candidate is StatusName => isStatusName(candidate)) ?? 'INTERNAL';
  return {
    status,
    message: typeof known['message'] === 'string' ? known['message'] : message,
    ...(typeof known['step'] === 'string' && { step: known['step'] }),
  };
}

/** Temporal's `TimeoutType` in words. */
export function toTimeoutText(timeoutType: string | undefined): string {
  if (timeoutType === 'TIMEOUT_TYPE_HEARTBEAT')
    return 'no sign of life within the heartbeat timeout: the worker died or its event loop was blocked';
  if (timeoutType === 'TIMEOUT_TYPE_SCHEDULE_TO_START') return 'no worker took it in time';
  return 'not finished within its timeout';
}
