import { toActionKey, type ActionKey } from '../../schemas/action-key.ts';
import type { StepOptions } from '../../schemas/step-options.ts';
import type { Engine } from '../engine.ts';
import { isForRows, type SessionStore } from '../sessions/session-store.ts';
import type { AgentDefinition } from './agent-definition.ts';

/** A store by the name of its agent. */
export type NamedStore = Pick<AgentDefinition, 'name' | 'store'>;

/** Its operations may be repeated without harm: while the store is away they are tried for hours, and a worker that died is soon noticed. */
export const STORE_CALL_OPTIONS: StepOptions = {
  timeout: '1m',
  heartbeat: '5s',
  retry: { maxAttempts: 1_000, initialInterval: '500ms', backoff: 2, maxInterval: '10s' },
};

const stores = new WeakMap<Engine, Map<ActionKey, NamedStore>>();

/** The key of the action that is an agent's store. */
export function toStoreKey({ name }: Pick<AgentDefinition, 'name'>): ActionKey {
  return toActionKey('util', `session-store/${name}`);
}

/** The stores of an engine, by the keys of their actions. */
export function storesOf(engine: Engine): Map<ActionKey, NamedStore> {
  const known = stores.get(engine) ?? new Map<ActionKey, NamedStore>();
  stores.set(engine, known);
  return known;
}

/** The store as an action of our own, in no list. It has no body: the worker knows what stands behind it. */
export function registerStoreAction(engine: Engine, named: NamedStore): void {
  const { name } = named;
  const key = toStoreKey(named);
  engine.registry.registerBuiltIn({ key, type: 'util', name: `session-store/${name}` });
  storesOf(engine).set(key, named);
}

/** The store that counts: one that stands for the rows of the installation gives way to them where there are any. */
export function storeOf({ sessionRows }: Engine, { store, name }: NamedStore): SessionStore | undefined {
  return store !== undefined && isForRows(store) ? (sessionRows?.(name) ?? store) : store;
}
