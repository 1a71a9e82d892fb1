import type { WorkflowExecutionDescription } from '@temporalio/client';
import type { PendingStep, RunDescription, RunStatus } from '../engine/flow-handle.ts';

const STATUSES: readonly RunStatus[] = [
  'running',
  'completed',
  'failed',
  'cancelled',
  'terminated',
  'continued_as_new',
  'timed_out',
  'paused',
];

/** Temporal's description in our words. */
export function describeRun(description: WorkflowExecutionDescription, id: string): RunDescription {
  return {
    id,
    workflowId: description.workflowId,
    runId: description.runId,
    flow: description.type,
    status: toRunStatus(description.status.name),
    taskQueue: description.taskQueue,
    startedAt: description.startTime.toISOString(),
    closedAt: description.closeTime?.toISOString(),
    historyEvents: description.historyLength,
    historyBytes: description.historySize ?? 0,
    pending: (description.raw.pendingActivities ?? []).map(toPendingStep),
  };
}

/** Temporal's status in lower case; `unknown` for one that this version does not know. */
export function toRunStatus(name: string): RunStatus {
  return STATUSES.find((status) => status.toUpperCase() === name) ?? 'unknown';
}

type RawPendingActivity = NonNullable<WorkflowExecutionDescription['raw']['pendingActivities']>[number];

/** By Temporal's number (`temporal.api.enums.v1.PendingActivityState`). */
const PENDING_STATES = ['unknown', 'scheduled', 'running', 'cancel requested', 'paused', 'pause requested'];

function toPendingStep(activity: RawPendingActivity): PendingStep {
  const state = PENDING_STATES[Number(activity.state ?? 0)] ?? 'scheduled';
  return {
    name: activity.activityType?.name ?? '',
    state,
    attempt: activity.attempt ?? 1,
    lastFailure: activity.lastFailure?.message ?? undefined,
  };
}
