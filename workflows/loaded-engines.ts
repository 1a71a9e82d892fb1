import type { Engine } from '../engine/engine.ts';
import type { FlowDefinition } from '../engine/flow.ts';
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
