import type { Engine } from './engine.ts';

const objects = new WeakMap<Engine, unknown>();

/** Said once, when the `ai` object of an engine has been made. */
export function setAi(engine: Engine, ai: unknown): void {
  objects.set(engine, ai);
}

/** The `ai` object of an engine. Its type is known where it is made; features below it only hand it on to the app's code. */
export function aiOf(engine: Engine): unknown {
  return objects.get(engine);
}
