import type { ActionContext } from '../../schemas/action-context.ts';
import { toActionKey } from '../../schemas/action-key.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import type { AgentDefinition } from '../agents/agent-definition.ts';
import { registerStoreAction, toStoreKey } from '../agents/session-store-action.ts';
import { snapshotPortOf } from '../agents/snapshot-port-of.ts';
import type { Engine } from '../engine.ts';
import { AbsentSessionStore } from '../sessions/absent-session-store.ts';
import type { SessionStore } from '../sessions/session-store.ts';
import { toSnapshotPort, type SnapshotPort } from '../sessions/snapshot-port.ts';

/** What `ai.defineSessionStore` takes. */
export interface SessionStoreConfig<TState = unknown> {
  /** The sessions are found by it, as an agent's are by the agent's name. */
  readonly name: string;
  /** Missing in the sandbox where it needs Node: the worker has it. */
  readonly store: SessionStore<TState>;
}

const definitions = new WeakMap<SessionStore, AgentDefinition>();

/** Makes a store known by a name, so that flow code reaches the worker's one. Throws ALREADY_EXISTS for a second one, or an agent, of that name. */
export function defineSessionStore(
  engine: Engine,
  { name, store = new AbsentSessionStore() }: Partial<SessionStoreConfig> & { readonly name: string },
): SessionStore {
  if (engine.registry.lookup(toStoreKey({ name })) !== undefined) {
    throw new DurakitError({ status: 'ALREADY_EXISTS', message: `There is a session store, or an agent, named '${name}' already.` });
  }
  const definition: AgentDefinition = {
    name,
    key: toActionKey('agent', name),
    description: undefined,
    stateSchema: undefined,
    store,
    clientTransform: undefined,
    onBusy: undefined,
    access: undefined,
    body: () => ({}),
  };
  registerStoreAction(engine, definition);
  definitions.set(store, definition);
  return store;
}

/** The way to a store from where the code stands. One that has no name is used right here. */
export function chatPortOf(engine: Engine, store: SessionStore, context: ActionContext): SnapshotPort {
  const definition = definitions.get(store);
  const named = definition && snapshotPortOf(engine, definition, context);
  return named ?? toSnapshotPort(store, context);
}
