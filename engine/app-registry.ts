import type { Ai } from './create-ai.ts';
import type { Engine } from './engine.ts';

/** One `durakit()` of the app: what it gave, and what is behind it. */
export interface LoadedApp {
  readonly ai: Ai;
  readonly engine: Engine;
}

/** On the global object, so that a worker of another copy of the package (a global CLI) finds what the app made. */
const REGISTRY = Symbol.for('durakit.apps');

/** Everything that this process has made with `durakit()`, oldest first. A worker serves all of it. */
export function loadedApps(): LoadedApp[] {
  const holder = globalThis as { [REGISTRY]?: LoadedApp[] };
  return (holder[REGISTRY] ??= []);
}
