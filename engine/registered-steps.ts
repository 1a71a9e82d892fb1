import type { ActionKey } from '../schemas/action-key.ts';
import { DurakitError } from '../schemas/durakit-error.ts';
import type { Ai } from './create-ai.ts';
import type { FlowSideChannel } from './flow.ts';

/** What a hoisted closure finds around it on the worker. */
export interface StepSurroundings {
  readonly ai: Ai;
  readonly sideChannel: FlowSideChannel;
}

/** A closure that the build-time split has hoisted: captured variables in, result and written variables out. */
export type RegisteredStep = (
  captured: Readonly<Record<string, unknown>>,
  surroundings: StepSurroundings,
  ...stepArguments: unknown[]
) => Promise<{ result: unknown; writes?: Readonly<Record<string, unknown>> }>;

/** On the global object: the app's modules and the worker may hold two copies of the package. */
const STEPS = Symbol.for('durakit.steps');

function steps(): Map<string, RegisteredStep> {
  const holder = globalThis as { [STEPS]?: Map<string, RegisteredStep> };
  return (holder[STEPS] ??= new Map());
}

/** Called by the Node program of a module, once for each of its closures. Throws ALREADY_EXISTS for two closures of one key. */
export function registerStep(key: ActionKey, step: RegisteredStep): void {
  if (steps().has(key)) {
    throw new DurakitError({
      status: 'ALREADY_EXISTS',
      message: `Two steps have the key ${key}: two modules of the app have functions (or flows) and steps of the same names. Rename one of them.`,
    });
  }
  steps().set(key, step);
}

/** The hoisted closure of a key. */
export function findRegisteredStep(key: string): RegisteredStep | undefined {
  return steps().get(key);
}
