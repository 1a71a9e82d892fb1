import type { ActionContext } from '../../schemas/action-context.ts';
import { toActionKey, type ActionKey } from '../../schemas/action-key.ts';
import type { SessionSnapshot, SnapshotStatus } from '../../schemas/session-snapshot.ts';
import type { StepOptions } from '../../schemas/step-options.ts';
import { callAction } from '../call-action.ts';
import type { Engine } from '../engine.ts';
import { isForRows, type SessionStore } from '../sessions/session-store.ts';
import { toSnapshotPort, type SnapshotPort } from '../sessions/snapshot-port.ts';
import type { SnapshotOperation } from '../sessions/store-operation.ts';
import { isServerManaged, type AgentDefinition } from './agent-definition.ts';

/** The key of the action that is an agent's store. */
export function toStoreKey({ name }: Pick<AgentDefinition, 'name'>): ActionKey {
  return toActionKey('util', `session-store/${name}`);
}

/** Its operations may be repeated without harm: while the store is away they are tried for hours, and a worker that died is soon noticed. */
export const STORE_CALL_OPTIONS: StepOptions = {
  timeout: '1m',
  heartbeat: '5s',
  retry: { maxAttempts: 1_000, initialInterval: '500ms', backoff: 2, maxInterval: '10s' },
};

/** The store as an action of our own, in no list. Each operation may be repeated without harm. */
export function registerStoreAction(engine: Engine, definition: AgentDefinition): void {
  const { name } = definition;
  engine.registry.registerBuiltIn({
    key: toStoreKey(definition),
    type: 'util',
    name: `session-store/${name}`,
    body:
      definition.store === undefined || !engine.keepsBodies
        ? undefined
        : async (given, { context }) => {
            const port = toSnapshotPort(storeOf(engine, definition) as SessionStore, context);
            const request = given as SnapshotOperation;
            if (request.operation === 'load') return (await port.load(request.lookup)) ?? null;
            if (request.operation === 'save') return await port.save(request.snapshot);
            return (await port.abort(request.snapshotId)) ?? null;
          },
  });
}

/** The store that counts: one that stands for the rows of the installation gives way to them where there are any. */
function storeOf({ sessionRows }: Engine, { store, name }: AgentDefinition): SessionStore | undefined {
  return store !== undefined && isForRows(store) ? (sessionRows?.(name) ?? store) : store;
}

/** The agent's store, where the code stands: itself on Node, in flow code of the sandbox one activity for each operation. */
export function snapshotPortOf(engine: Engine, definition: AgentDefinition, context: ActionContext): SnapshotPort | undefined {
  const store = storeOf(engine, definition);
  if (engine.keepsBodies || !isServerManaged(engine, definition)) return store === undefined ? undefined : toSnapshotPort(store, context);
  const call = async (input: SnapshotOperation): Promise<unknown> =>
    (await callAction(engine, {
      key: toStoreKey(definition),
      name: `${input.operation} ${definition.name}`,
      input,
      options: STORE_CALL_OPTIONS,
      context,
    })) ?? undefined;
  return {
    load: async (lookup) => (await call({ operation: 'load', lookup })) as SessionSnapshot | undefined,
    save: async (snapshot) => (await call({ operation: 'save', snapshot })) as 'saved' | 'aborted',
    abort: async (snapshotId) => (await call({ operation: 'abort', snapshotId })) as SnapshotStatus | undefined,
  };
}
