import { addCurrentEngine } from './current-engine.ts';
import type { Engine } from './engine.ts';

const objects = new WeakMap<Engine, unknown>();
const owners = new WeakMap<object, Engine>();

/** Said once, when the `ai` object of an engine has been made. */
export function setAi(engine: Engine, ai: object): void {
  objects.set(engine, ai);
  owners.set(ai, engine);
  addCurrentEngine(engine);
}

/** The `ai` object of an engine. Its type is known where it is made; features below it only hand it on to the app's code. */
export function aiOf(engine: Engine): unknown {
  return objects.get(engine);
}

/** The engine behind an `ai` object; undefined for anything else. */
export function engineOf(ai: object): Engine | undefined {
  return owners.get(ai);
}
