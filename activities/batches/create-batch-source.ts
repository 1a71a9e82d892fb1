import { activityInfo } from '@temporalio/activity';
import type { Action } from '../../engine/action.ts';
import type { BatchPort, BatchRequest, BatchResult, BatchState } from '../../engine/batches/batch-port.ts';
import type { BatchItem, BatchOutcome, BatchStore } from '../../engine/batches/batch-store.ts';
import { toFailureData } from '../../engine/failure.ts';
import type { BackgroundModelDefinition, ModelOperation } from '../../engine/operations/background-model.ts';
import { createBackgroundAction } from '../../engine/operations/create-background-action.ts';
import { backgroundKeyOf } from '../../engine/operations/operation-keys.ts';
import type { ActionSource, Registry } from '../../engine/registry.ts';
import { parseActionKey } from '../../schemas/action-key.ts';
import { fromBatchName, toBatchName, type BatchedRequest } from '../../schemas/batch-call.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';

/** Batches of the models of a registry, as the background models `batch/<model>`: an operation of one is one batch at its vendor. */
export function createBatchSource(registry: Pick<Registry, 'batchOf'>, store: BatchStore): ActionSource {
  return {
    resolve: (key) => {
      const model = fromBatchName(parseActionKey(backgroundKeyOf(key) ?? key)?.name ?? '');
      const port = model === undefined ? undefined : registry.batchOf(model);
      if (model === undefined || port === undefined) return Promise.resolve(undefined);
      const action = createBatchAction(model, port, store);
      return Promise.resolve([action, ...(action.companions ?? [])].find((one) => one.key === key));
    },
    list: () => Promise.resolve([]),
  };
}

function createBatchAction(model: string, port: BatchPort, store: BatchStore): Action {
  const definition: BackgroundModelDefinition = {
    name: toBatchName(model),
    // vendors promise a day and mostly take less than an hour
    poll: { initial: '30s', factor: 1.5, max: '5m' },
    deadline: '7d',
    artefacts: 'none',
    inDoubt: 'interrupt',
    ...createFunctions(port, store),
  };
  // its input is no request of a model, but a list of them
  return { ...createBackgroundAction(definition as Parameters<typeof createBackgroundAction>[0]), inputSchema: undefined };
}

function createFunctions(port: BatchPort, store: BatchStore): Pick<BackgroundModelDefinition, 'start' | 'check' | 'cancel' | 'adopt'> {
  const { find } = port;
  return {
    start: async (input, surroundings) => {
      const { batch, items } = input as unknown as BatchedRequest;
      const claimed = await store.claim(items, batch);
      if (claimed.length === 0) return { id: batch, done: true };
      return toOperation(await port.submit(claimed.map(toRequest), surroundings), batch);
    },
    check: async (operation, surroundings) => {
      const batch = batchOf(operation);
      const state = await port.check(operation.id, surroundings);
      if (!state.done) return toOperation(state, batch);
      const items = await store.unfinished(batch);
      const { error } = state;
      if (error !== undefined) {
        const { failure } = toOutcome(toBatchError(operation.id, error.message));
        await store.finish(items.map(({ id }) => ({ id, failure })));
        return { id: operation.id, done: true, error };
      }
      const results = items.length === 0 ? [] : await port.results(operation.id, items.map(toRequest), surroundings);
      await store.finish(results.map(toItemOutcome));
      return { id: operation.id, done: true, metadata: { batch, counts: state.counts } };
    },
    cancel: async (operation, surroundings) => toOperation(await port.cancel(operation.id, surroundings), batchOf(operation)),
    ...(find !== undefined && {
      adopt: async ({ idempotencyKey, request }, surroundings) => {
        const found = await find(idempotencyKey, surroundings);
        if (found === undefined) return { state: 'absent' as const };
        return { state: 'found' as const, operation: toOperation(found, (request as unknown as BatchedRequest).batch) };
      },
    }),
  };
}

/** One that is done is looked at once more: the answers are fetched then. */
function toOperation({ id, status, counts, retryAfterMs }: BatchState, batch: string): ModelOperation {
  const answered = counts === undefined ? '' : `, ${counts.succeeded + counts.failed} of ${counts.total} answered`;
  return { id, done: false, metadata: { batch, progress: `${status}${answered}`, ...(retryAfterMs !== undefined && { retryAfterMs }) } };
}

/** A person who names the vendor's batch of a start in doubt knows its id alone; the operation that looks at it is the one that it was for. */
function batchOf({ metadata }: ModelOperation): string {
  const batch = metadata?.['batch'];
  return typeof batch === 'string' ? batch : (activityInfo().workflowExecution?.workflowId ?? '');
}

function toRequest({ id, model, request }: BatchItem): BatchRequest {
  return { customId: id, modelId: model.slice(model.indexOf('/') + 1), request };
}

function toItemOutcome({ customId: id, ...result }: BatchResult): BatchOutcome & { readonly id: string } {
  return 'response' in result ? { id, response: result.response } : { id, ...toOutcome(result.error) };
}

function toOutcome(error: unknown): Extract<BatchOutcome, { failure: unknown }> {
  return { failure: toFailureData(error).details[0] };
}

function toBatchError(id: string, message: string): DurakitError {
  return new DurakitError({ status: 'FAILED_PRECONDITION', message: `The vendor gave batch ${id} up: ${message}` });
}
