import { Context } from '@temporalio/activity';
import { ApplicationFailureCategory } from '@temporalio/common';
import type { BatchItemState, BatchStore } from '../../engine/batches/batch-store.ts';
import type { Engine } from '../../engine/engine.ts';
import { copyError, fromFailure } from '../../engine/failure.ts';
import { BATCH_SIGNAL, toBatchCollectorId, toBatchName, type BatchTask } from '../../schemas/batch-call.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import type { GenerateRequest } from '../../schemas/generate-request.ts';
import type { GenerateResponseData } from '../../schemas/generate-response.ts';
import { NOT_DONE } from '../../schemas/operation-run.ts';
import { createLookFailure } from '../operations/look-failure.ts';
import { limitToDeadline } from '../operations/poll-once.ts';

/** A call of a model that travels in a batch. */
export interface BatchedCall {
  readonly engine: Engine;
  readonly model: string;
  readonly task: BatchTask;
  /** None where no database is known. */
  readonly store: BatchStore | undefined;
  /** Runs the model's action; what its runner would do is done by the given function. */
  readonly run: (answer: (request: GenerateRequest) => Promise<GenerateResponseData>) => Promise<unknown>;
}

/** A batch may be full at once. */
const FIRST_WAIT_MILLISECONDS = 1_000;
const LONGEST_WAIT_MILLISECONDS = 60_000;
const WAIT_FACTOR = 1.5;

/**
 * One look at a request in a batch. The first one writes it down and tells the collector; each ends with the answer, or with a failure
 * after which the server has it looked at again.
 */
export async function askInBatch({ engine, model, task, store, run }: BatchedCall): Promise<unknown> {
  if (store === undefined) throw noDatabase(model);
  if (task.kind === 'withdraw') return await withdraw(task.id, store);
  if (engine.registry.batchOf(model) === undefined) throw noBatches(model);
  let pending: BatchItemState | undefined;
  try {
    return await run(async (request) => {
      const found = await findOutcome(await store.put({ id: task.id, model, request }), { model, task, store, request });
      if (found.state === 'ended') return toAnswer(found);
      pending = found;
      throw new DurakitError({ status: 'UNAVAILABLE', message: 'There is no answer yet.' });
    });
  } catch (error) {
    if (pending === undefined) throw error;
    throw toPending(pending);
  }
}

interface Look {
  readonly model: string;
  readonly task: Extract<BatchTask, { kind: 'ask' }>;
  readonly store: BatchStore;
  readonly request: GenerateRequest;
}

async function findOutcome(found: BatchItemState, { model, task, store, request }: Look): Promise<BatchItemState> {
  switch (found.state) {
    case 'ended':
      return found;
    case 'waiting':
      if (!found.isTold) await tellCollector(model, task, store);
      return found;
    case 'sent': {
      const end = await findBatchEnd(found.batch);
      if (end === undefined) return found;
      // it may have ended between the two looks
      const last = await store.put({ id: task.id, model, request });
      if (last.state === 'ended') return last;
      throw copyError(end, { nonRetryable: true });
    }
  }
}

async function tellCollector(model: string, { id, window, size }: Look['task'], store: BatchStore): Promise<void> {
  const { client, info } = Context.current();
  const { taskQueue } = info;
  await client.workflow.signalWithStart(toBatchName(model), {
    workflowId: toBatchCollectorId(taskQueue, model),
    taskQueue,
    signal: BATCH_SIGNAL,
    signalArgs: [{ id, window, size }],
  });
  await store.markTold(id);
}

/** Why a batch that is over gave no answer; undefined for one that goes on. */
async function findBatchEnd(batch: string): Promise<DurakitError | undefined> {
  const handle = Context.current().client.workflow.getHandle(batch);
  const { status } = await handle.describe();
  if (status.name === 'RUNNING') return undefined;
  try {
    await handle.result();
  } catch (error) {
    return fromFailure(error);
  }
  return new DurakitError({ status: 'ABORTED', message: `Batch ${batch} ended without an answer to this request.` });
}

function toAnswer(ended: Extract<BatchItemState, { state: 'ended' }>): GenerateResponseData {
  if ('response' in ended) return ended.response;
  const { status, message, details, source } = ended.failure;
  throw new DurakitError({ status, message, details, nonRetryable: true, ...(source !== undefined && { source }) });
}

/** What people see in the Temporal UI meanwhile. */
function toPending(found: BatchItemState): Error {
  const wait = Math.min(FIRST_WAIT_MILLISECONDS * WAIT_FACTOR ** (Context.current().info.attempt - 1), LONGEST_WAIT_MILLISECONDS);
  const delay = limitToDeadline(Math.round(wait));
  return createLookFailure({
    type: NOT_DONE,
    message: found.state === 'sent' ? `waits for the answer in ${found.batch}` : 'waits for its batch to be sent',
    category: ApplicationFailureCategory.BENIGN,
    nonRetryable: delay === undefined,
    ...(delay !== undefined && { nextRetryDelay: delay }),
  });
}

/** A batch that nobody waits for is stopped. */
async function withdraw(id: string, store: BatchStore): Promise<void> {
  const batch = await store.withdraw(id);
  if (batch === undefined) return;
  const { client, log } = Context.current();
  await client.workflow
    .getHandle(batch)
    .cancel()
    .catch((error: unknown) => void log.warn(`${batch}, which nobody waits for, could not be cancelled: ${String(error)}`));
}

function noDatabase(model: string): DurakitError {
  return new DurakitError({
    status: 'FAILED_PRECONDITION',
    message: `Batches of '${model}' need PostgreSQL, where requests wait for each other: set DATABASE_URL for this worker and run \`durakit migrate\`. Nothing was sent.`,
  });
}

function noBatches(model: string): DurakitError {
  return new DurakitError({
    status: 'UNIMPLEMENTED',
    message: `'${model}' takes no batches: its plugin has no 'batch'. Leave 'batch' out of the call. Nothing was sent.`,
  });
}
