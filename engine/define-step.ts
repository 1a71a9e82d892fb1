import { toActionKey } from '../schemas/action-key.ts';
import type { StepOptions } from '../schemas/step-options.ts';
import { callAction } from './call-action.ts';
import type { Engine } from './engine.ts';
import { markHandled } from './mark-handled.ts';
import { markStep, type Step, type StepBody } from './step.ts';

/**
 * Registers a step at module level: the explicit style, which needs no build-time split. Its key is `/step/<name>`.
 * Throws ALREADY_EXISTS for a second step of that name.
 */
export function defineStep(engine: Engine, name: string, { body, options }: { body: StepBody; options: StepOptions }): Step {
  const key = toActionKey('step', name);
  engine.registry.register({ key, type: 'step', name, options, body: engine.keepsBodies ? body : undefined });
  const call = (input: unknown, callOptions: StepOptions = {}): Promise<unknown> =>
    markHandled(callAction(engine, { key, name, input, options: { ...options, ...callOptions } }));
  return markStep(call, { key, stepName: name, options });
}
