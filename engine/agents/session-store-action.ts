import type { ActionContext } from '../../schemas/action-context.ts';
import { toActionKey, type ActionKey } from '../../schemas/action-key.ts';
import type { SessionSnapshot, SnapshotStatus } from '../../schemas/session-snapshot.ts';
import { callAction } from '../call-action.ts';
import type { Engine } from '../engine.ts';
import { toSnapshotPort, type SnapshotPort } from '../sessions/snapshot-port.ts';
import type { SnapshotLookup } from '../sessions/snapshot-lookup.ts';
import { isServerManaged, type AgentDefinition } from './agent-definition.ts';

/** What flow code asks of an agent's store, which only the worker has. */
type StoreRequest =
  | { readonly operation: 'load'; readonly lookup: SnapshotLookup }
  | { readonly operation: 'save'; readonly snapshot: SessionSnapshot }
  | { readonly operation: 'abort'; readonly snapshotId: string };

function toStoreKey({ name }: Pick<AgentDefinition, 'name'>): ActionKey {
  return toActionKey('util', `session-store/${name}`);
}

/** The store as an action of our own, in no list. Each operation may be repeated without harm. */
export function registerStoreAction(engine: Engine, definition: AgentDefinition): void {
  const { store, name } = definition;
  engine.registry.registerBuiltIn({
    key: toStoreKey(definition),
    type: 'util',
    name: `session-store/${name}`,
    body:
      store === undefined || !engine.keepsBodies
        ? undefined
        : async (given, { context }) => {
            const port = toSnapshotPort(store, context);
            const request = given as StoreRequest;
            if (request.operation === 'load') return (await port.load(request.lookup)) ?? null;
            if (request.operation === 'save') return await port.save(request.snapshot);
            return (await port.abort(request.snapshotId)) ?? null;
          },
  });
}

/** The agent's store, where the code stands: itself on Node, in flow code of the sandbox one activity for each operation. */
export function snapshotPortOf(engine: Engine, definition: AgentDefinition, context: ActionContext): SnapshotPort | undefined {
  const { store } = definition;
  if (engine.keepsBodies || !isServerManaged(engine, definition)) return store === undefined ? undefined : toSnapshotPort(store, context);
  const call = async (input: StoreRequest): Promise<unknown> =>
    (await callAction(engine, {
      key: toStoreKey(definition),
      name: `${input.operation} ${definition.name}`,
      input,
      options: {},
      context,
    })) ?? undefined;
  return {
    load: async (lookup) => (await call({ operation: 'load', lookup })) as SessionSnapshot | undefined,
    save: async (snapshot) => (await call({ operation: 'save', snapshot })) as 'saved' | 'aborted',
    abort: async (snapshotId) => (await call({ operation: 'abort', snapshotId })) as SnapshotStatus | undefined,
  };
}
