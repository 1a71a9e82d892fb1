import type { Engine } from './engine.ts';

/** On the global object, so that a worker of another copy of the package (a global CLI) finds the app's engines. */
const REGISTRY = Symbol.for('durakit.engines');

/** Every engine that this process has made, oldest first. A worker serves all of them. */
export function loadedEngines(): Engine[] {
  const holder = globalThis as { [REGISTRY]?: Engine[] };
  return (holder[REGISTRY] ??= []);
}
