import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import { fromFailure } from '../../engine/failure.ts';
import { modelOfAction } from '../../engine/operations/operation-keys.ts';
import type { OperationJob } from '../../engine/operations/operation-store.ts';
import type { Operation } from '../../schemas/operation.ts';
import { toFollowedId } from '../../schemas/operation-run.ts';
import { createFlowHandle } from '../create-flow-handle.ts';
import { describeOperation } from './operation-description.ts';

/** Where a job's run is looked for. */
export interface FollowedSearch {
  readonly temporal: Client;
  /** The run that began a job, by what was written down when it began. */
  readonly findRun?: ((job: OperationJob) => Promise<string | undefined>) | undefined;
}

/**
 * What the run that follows a job knows of it: its end, with the copies of what it made, or the last look. Undefined where nobody
 * follows the job, and where its run ended otherwise than by the job's end: then the vendor knows more.
 */
export async function findFollowed({ temporal, findRun }: FollowedSearch, operation: Operation): Promise<Operation | undefined> {
  const model = operation.action === undefined ? undefined : modelOfAction(operation.action);
  if (model === undefined) return undefined;
  const namespace = temporal.options.namespace;
  const asTracked = await readRun(temporal, toFollowedId(model, operation.id), operation);
  if (asTracked !== 'none') return asTracked;
  const id = await findRun?.({ namespace, model, job: operation.id });
  const asBegun = id === undefined ? undefined : await readRun(temporal, id, operation);
  return asBegun === 'none' ? undefined : asBegun;
}

async function readRun(temporal: Client, workflowId: string, operation: Operation): Promise<Operation | 'none' | undefined> {
  const described = await temporal.workflow
    .getHandle(workflowId)
    .describe()
    .catch((error: unknown) => {
      if (error instanceof WorkflowNotFoundError) return undefined;
      throw error;
    });
  if (described === undefined) return 'none';
  const { status, operation: seen } = await describeOperation(temporal, described);
  if (status === 'running') return { ...operation, ...seen, done: false };
  if (status !== 'completed' && status !== 'failed') return undefined;
  try {
    return (await createFlowHandle(temporal, { flow: '', id: workflowId, workflowId }).result()) as Operation;
  } catch (error) {
    const { operation: ended } = (fromFailure(error).details ?? {}) as { readonly operation?: Operation };
    return ended?.done === true ? ended : undefined;
  }
}
