import {
  condition,
  continueAsNew,
  defineSignal,
  ParentClosePolicy,
  setCurrentDetails,
  setHandler,
  startChild,
  uuid4,
  workflowInfo,
} from '@temporalio/workflow';
import { BATCH_SIGNAL, toBatchName, type BatchedItem, type BatchedRequest } from '../../schemas/batch-call.ts';
import { toOperationWorkflowId, toOperationWorkflowType } from '../../schemas/operation-run.ts';
import { operationSearchAttributes } from '../run-attributes.ts';

/**
 * The workflow that collects requests of one model and starts an operation for each batch. It ends when none are left; the next request
 * starts it again. `left`: what the run before had not sent.
 */
export async function collectBatches(model: string, left: readonly BatchedItem[] = []): Promise<void> {
  const waiting: BatchedItem[] = [...left];
  const seen = new Set(left.map(({ id }) => id));
  setHandler(defineSignal<[BatchedItem]>(BATCH_SIGNAL), (item) => {
    // told twice after a crash
    if (!seen.has(item.id)) waiting.push(item);
    seen.add(item.id);
  });
  await condition(() => waiting.length > 0);
  for (let [first] = waiting; first !== undefined; [first] = waiting) {
    const { window, size } = first;
    setCurrentDetails(`**${model}:** collects requests`);
    await condition(() => waiting.length >= size, window, { summary: 'collects requests' });
    await startBatch(
      model,
      waiting.splice(0, size).map(({ id }) => id),
    );
    if (workflowInfo().continueAsNewSuggested) await continueAsNew(waiting);
  }
}

/** It goes on by itself. What was told twice, to two runs, it finds taken. */
async function startBatch(model: string, items: readonly string[]): Promise<void> {
  const name = toBatchName(model);
  const workflowId = toOperationWorkflowId(name, uuid4());
  const request: BatchedRequest = { batch: workflowId, items };
  await startChild(toOperationWorkflowType(name), {
    workflowId,
    args: [request],
    parentClosePolicy: ParentClosePolicy.ABANDON,
    typedSearchAttributes: operationSearchAttributes(name),
  });
}
