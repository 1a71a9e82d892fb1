import type { Client, WorkflowExecutionDescription } from '@temporalio/client';
import { DefaultFailureConverter, defaultPayloadConverter } from '@temporalio/common';
import { toActionKey } from '../../schemas/action-key.ts';
import { fromOperationWorkflowType, JOB_MEMO, NOT_DONE } from '../../schemas/operation-run.ts';
import type { Operation } from '../../schemas/operation.ts';
import type { RunStatus } from '../../engine/flow-handle.ts';
import { toRunStatus } from '../describe-run.ts';
import { openReadClaims } from '../payload-storage.ts';
import { STATUS_KEY } from '../search-attribute-keys.ts';

/** Where an operation is. */
export interface OperationDescription {
  /** `operation/<model>/<id>`: what to paste into the Temporal UI. */
  readonly id: string;
  readonly model: string;
  /** `in_doubt`: it waits for a person to say whether the vendor has the job. */
  readonly status: RunStatus | 'in_doubt';
  /** What is being done, while it runs. */
  readonly phase?: 'starting' | 'polling' | 'copying' | 'cancelling' | undefined;
  /** The vendor's job: its `id`, and while it runs what the last look found, `metadata.progress` for instance. Undefined until it is known. */
  readonly operation?: Operation | undefined;
  /** Looks so far. */
  readonly looks?: number | undefined;
  /** Of the last look that failed. */
  readonly lastError?: string | undefined;
  readonly startedAt: string;
  readonly closedAt?: string | undefined;
  readonly historyEvents: number;
}

/** Temporal's description in our words. It needs no worker. */
export async function describeOperation(client: Client, description: WorkflowExecutionDescription): Promise<OperationDescription> {
  const { raw, type, workflowId, status, startTime, closeTime, historyLength, typedSearchAttributes, memo } = description;
  const isRunning = status.name === 'RUNNING';
  const isWaiting = isRunning && typedSearchAttributes.get(STATUS_KEY) === 'waiting';
  const [activity] = raw.pendingActivities ?? [];
  const model = fromOperationWorkflowType(type) ?? type;
  const job = memo?.[JOB_MEMO];
  return {
    id: workflowId,
    model,
    status: isWaiting ? 'in_doubt' : toRunStatus(status.name),
    ...(typeof job === 'string' && { operation: { id: job, action: toActionKey('background-model', model) } }),
    ...(isRunning && activity !== undefined && (await describeActivity(client, activity))),
    startedAt: startTime.toISOString(),
    closedAt: closeTime?.toISOString(),
    historyEvents: historyLength,
  };
}

type PendingActivity = NonNullable<WorkflowExecutionDescription['raw']['pendingActivities']>[number];

async function describeActivity(
  client: Client,
  activity: PendingActivity,
): Promise<Pick<OperationDescription, 'phase' | 'operation' | 'looks' | 'lastError'>> {
  const phase = toPhase(activity);
  const { attempt = 1, lastFailure } = activity;
  const looks = phase === 'polling' ? { looks: Math.max(0, Number(attempt) - 2) } : {};
  if (lastFailure === null || lastFailure === undefined) return { phase, ...looks };
  await openReadClaims(client, { lastFailure });
  const failure = new DefaultFailureConverter().failureToError(lastFailure, defaultPayloadConverter) as FailureShape;
  const operation = failure.details?.[0]?.operation;
  if (failure.type === NOT_DONE && operation !== undefined) return { phase, ...looks, operation };
  return { phase, ...looks, lastError: failure.message };
}

interface FailureShape {
  readonly message: string;
  readonly type?: string | null;
  readonly details?: readonly { readonly operation?: Operation }[];
}

/** By what the activity is; starting and copying are both the model's own. */
function toPhase({ activityType, attempt, heartbeatDetails }: PendingActivity): OperationDescription['phase'] {
  const name = activityType?.name ?? '';
  if (name.startsWith('/check-operation/')) return 'polling';
  if (name.startsWith('/cancel-operation/')) return 'cancelling';
  return heartbeatDetails !== null && heartbeatDetails !== undefined && attempt !== 0 ? 'copying' : 'starting';
}
