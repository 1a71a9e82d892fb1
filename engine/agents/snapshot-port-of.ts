import type { ActionContext } from '../../schemas/action-context.ts';
import type { ActionCaller } from '../action-caller.ts';
import { currentCaller } from '../call-action.ts';
import type { Engine } from '../engine.ts';
import { createSnapshotMemory, type SessionMemory } from '../sessions/session-memory.ts';
import { toSnapshotPort, type SnapshotPort } from '../sessions/snapshot-port.ts';
import { isServerManaged, type AgentDefinition } from './agent-definition.ts';
import { storeOf } from './session-store-action.ts';
import { createTurnPort, userIdOf } from './turn-port.ts';

/** What a run knows of snapshots that it has read or written itself, by agent: another turn of it need not load them. */
const memories = new WeakMap<ActionCaller, Map<string, SessionMemory>>();

/** The agent's store, where the code stands: itself on Node, in flow code of the sandbox one activity for each operation. */
export function snapshotPortOf(engine: Engine, definition: AgentDefinition, context: ActionContext): SnapshotPort | undefined {
  const store = storeOf(engine, definition);
  if (engine.keepsBodies || !isServerManaged(engine, definition)) return store === undefined ? undefined : toSnapshotPort(store, context);
  const { name, access } = definition;
  const isShared = access === 'anyone';
  const caller = currentCaller(engine, name);
  return createTurnPort({
    agent: name,
    caller,
    memory: memoryOf(caller, name),
    runner: caller.uuid(),
    userId: userIdOf(context),
    isShared,
  });
}

function memoryOf(caller: ActionCaller, agent: string): SessionMemory {
  const known = memories.get(caller) ?? new Map<string, SessionMemory>();
  memories.set(caller, known);
  const memory = known.get(agent) ?? createSnapshotMemory();
  known.set(agent, memory);
  return memory;
}
