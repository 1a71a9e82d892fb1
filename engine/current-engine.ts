import type { Engine } from './engine.ts';

/** All engines of this process, or of this run's sandbox, oldest first. */
const engines: Engine[] = [];

/** Said once for each engine. */
export function addCurrentEngine(engine: Engine): void {
  engines.push(engine);
}

/**
 * The engine whose flow or action is running now; outside of all, the newest one. For functions that an app makes without an `ai`,
 * as Genkit's middleware of the first form. Undefined where nothing was made yet.
 */
export function currentEngine(): Engine | undefined {
  return engines.findLast(({ scopes }) => scopes.getStore() !== undefined) ?? engines.at(-1);
}
