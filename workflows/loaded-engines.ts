import { agentsOf, type AgentDefinition } from '../engine/agents/agent-definition.ts';
import type { Engine } from '../engine/engine.ts';
import type { FlowDefinition } from '../engine/flow.ts';
import type { ActionKey } from '../schemas/action-key.ts';
import { DurakitError } from '../schemas/durakit-error.ts';

/** The engines that the bundled app has made. A bundle's modules are evaluated once per run, so this is the run's own list. */
const engines: Engine[] = [];

/** Called by the sandbox face for each `durakit()`. */
export function addEngine(engine: Engine): void {
  engines.push(engine);
}

/** The engine of the app's first `durakit()`. Throws FAILED_PRECONDITION before it was made. */
export function firstEngine(): Engine {
  const [engine] = engines;
  if (engine !== undefined) return engine;
  throw new DurakitError({ status: 'FAILED_PRECONDITION', message: 'A tool can be called once the app has made its `ai` with durakit().' });
}

/** Whether the bundled app has a flow of that name. */
export function isKnownFlow(name: string): boolean {
  return engines.some(({ flows }) => flows.has(name));
}

/** Whether the bundled app has an agent of that name. */
export function isKnownAgent(name: string): boolean {
  return engines.some((engine) => agentsOf(engine).has(name));
}

/** An agent by its name, with the engine it was defined on. Throws NOT_FOUND with the names that are known. */
export function findAgent(name: string): { engine: Engine; definition: AgentDefinition } {
  for (const engine of engines) {
    const definition = agentsOf(engine).get(name);
    if (definition !== undefined) return { engine, definition };
  }
  const known = engines.flatMap((engine) => [...agentsOf(engine).keys()]).sort();
  throw new DurakitError({
    status: 'NOT_FOUND',
    message: `Agent '${name}' not found. This worker knows: ${known.join(', ') || 'no agent at all'}.`,
  });
}

/** The flow of a workflow type, with the engine it was defined on. Throws NOT_FOUND with the names that are known. */
export function findFlow(name: string): { engine: Engine; flow: FlowDefinition } {
  for (const engine of engines) {
    const flow = engine.flows.get(name);
    if (flow !== undefined) return { engine, flow };
  }
  const known = engines.flatMap((engine) => [...engine.flows.keys()]).sort();
  throw new DurakitError({
    status: 'NOT_FOUND',
    message: `Flow '${name}' not found. This worker knows: ${known.join(', ') || 'no flow at all'}.`,
  });
}

/** The engine that has an action of that key; the first where none knows it: a plugin's model may be known to the worker alone. */
export function engineOfModel(key: ActionKey): Engine {
  return engines.find((engine) => engine.describe(key) !== undefined) ?? firstEngine();
}
