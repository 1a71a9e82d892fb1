import type { ActionKey } from '../../schemas/action-key.ts';
import type { AgentMetadata } from '../../schemas/agent-requests.ts';
import type { JsonSchema } from '../../schemas/json-schema.ts';
import type { OnBusy, SessionAccess } from '../../schemas/session-turn.ts';
import type { Engine } from '../engine.ts';
import type { SessionStore } from '../sessions/session-store.ts';
import type { ClientTransform } from './client-transform.ts';
import type { AgentFunction } from './session-runner.ts';

/** An agent as the engine keeps it. In the sandbox store and schema may be missing: what the worker registered says what they are. */
export interface AgentDefinition {
  readonly name: string;
  readonly key: ActionKey;
  readonly description: string | undefined;
  readonly stateSchema: JsonSchema | undefined;
  readonly store: SessionStore | undefined;
  readonly clientTransform: ClientTransform | undefined;
  readonly onBusy: OnBusy | undefined;
  readonly access: SessionAccess | undefined;
  readonly body: AgentFunction;
}

const definitions = new WeakMap<Engine, Map<string, AgentDefinition>>();

/** The agents of an engine, by name. */
export function agentsOf(engine: Engine): Map<string, AgentDefinition> {
  const known = definitions.get(engine) ?? new Map<string, AgentDefinition>();
  definitions.set(engine, known);
  return known;
}

/** What is said of an agent in lists, and in the sandbox. */
export function agentMetadataOf(engine: Engine, { key, store, stateSchema }: AgentDefinition): AgentMetadata {
  const registered = engine.keepsBodies ? undefined : (engine.describe(key)?.metadata?.['agent'] as AgentMetadata | undefined);
  return (
    registered ?? {
      stateManagement: store === undefined ? 'client' : 'server',
      abortable: store?.onSnapshotStateChange !== undefined,
      ...(stateSchema !== undefined && { stateSchema }),
    }
  );
}

/** Whether the agent's sessions are kept in a store, and not by its clients. */
export function isServerManaged(engine: Engine, definition: AgentDefinition): boolean {
  return agentMetadataOf(engine, definition).stateManagement === 'server';
}
