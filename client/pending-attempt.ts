import type { WorkflowExecutionDescription } from '@temporalio/client';
import { DefaultFailureConverter, defaultPayloadConverter } from '@temporalio/common';
import { optionalTsToDate } from '@temporalio/common/lib/time.js';
import { fromFailure } from '../engine/failure.ts';
import type { TimelineError } from './timeline-entry.ts';

/** A step that has not ended: the history tells nothing of its tries until then, the server does. */
export interface PendingAttempt {
  /** The same as in the timeline's entry of the step. */
  readonly activityId: string;
  readonly key: string;
  readonly state: 'scheduled' | 'running' | 'cancel requested' | 'paused';
  /** The one that runs or comes next; the first is 1. */
  readonly attempt: number;
  readonly maximumAttempts?: number;
  readonly lastFailure?: TimelineError;
  /** ISO 8601; where it waits for its next try. */
  readonly nextAttemptAt?: string;
  /** ISO 8601; of the try that runs. */
  readonly attemptStartedAt?: string;
  /** Of the process that has it, or had it last. */
  readonly worker?: string;
}

type RawPendingActivity = NonNullable<WorkflowExecutionDescription['raw']['pendingActivities']>[number];

/** Temporal's `PendingActivityState`: 1 scheduled, 2 started, 3 cancel requested, 4 paused, 5 pause requested. */
const STATES: Readonly<Record<number, PendingAttempt['state']>> = {
  1: 'scheduled',
  2: 'running',
  3: 'cancel requested',
  4: 'paused',
  5: 'running',
};

/** The unfinished steps of a run, from Temporal's description of it. */
export function toPendingAttempts({ raw }: Pick<WorkflowExecutionDescription, 'raw'>): PendingAttempt[] {
  return (raw.pendingActivities ?? []).map(toPendingAttempt);
}

function toPendingAttempt(activity: RawPendingActivity): PendingAttempt {
  const state = STATES[activity.state ?? 0] ?? 'scheduled';
  const next = state === 'scheduled' ? optionalTsToDate(activity.nextAttemptScheduleTime) : undefined;
  const started = state === 'scheduled' ? undefined : optionalTsToDate(activity.lastStartedTime);
  return {
    activityId: activity.activityId ?? '',
    key: activity.activityType?.name ?? '',
    state,
    attempt: activity.attempt ?? 1,
    ...(activity.maximumAttempts && { maximumAttempts: activity.maximumAttempts }),
    ...(activity.lastFailure && { lastFailure: toError(activity.lastFailure) }),
    ...(next && { nextAttemptAt: next.toISOString() }),
    ...(started && { attemptStartedAt: started.toISOString() }),
    ...(activity.lastWorkerIdentity && { worker: activity.lastWorkerIdentity }),
  };
}

function toError(failure: NonNullable<RawPendingActivity['lastFailure']>): TimelineError {
  const { status, originalMessage, step } = fromFailure(new DefaultFailureConverter().failureToError(failure, defaultPayloadConverter));
  return { status, message: originalMessage, ...(step !== undefined && { step }) };
}
