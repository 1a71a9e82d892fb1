import { toActionKey } from '../schemas/action-key.ts';
import { DurakitError } from '../schemas/durakit-error.ts';
import type { StepOptions } from '../schemas/step-options.ts';
import { callAction } from './call-action.ts';
import type { Engine } from './engine.ts';
import { isStep, type StepBody } from './step.ts';

/** The three ways to call `ai.run`: a closure, an input and a function of it, each with options behind. */
export type RunArguments =
  | readonly [body: StepBody, options?: StepOptions]
  | readonly [input: unknown, body: StepBody, options?: StepOptions];

/** Runs one step of a flow. Source of the form and of the error: Genkit `core/src/flow.ts`. */
export async function runStep(engine: Engine, name: string, parameters: RunArguments): Promise<unknown> {
  const { input, body, options } = readArguments(parameters);
  if (isStep(body)) {
    return await callAction(engine, { key: body.key, name, input, options: { ...body.options, ...options } });
  }
  const scope = engine.scopes.getStore()?.name;
  const key = toActionKey('step', scope === undefined ? name : `${scope}/${name}`);
  return await callAction(engine, { key, name, input, options, local: (value, surroundings) => body(value, surroundings) });
}

function readArguments(parameters: RunArguments): { input: unknown; body: StepBody; options: StepOptions } {
  const bodyFirst = typeof parameters[0] === 'function';
  const body = bodyFirst ? parameters[0] : parameters[1];
  const options = (bodyFirst ? parameters[1] : parameters[2]) ?? {};
  if (typeof body !== 'function') throw new DurakitError({ status: 'INVALID_ARGUMENT', message: 'unable to resolve run function' });
  return { input: bodyFirst ? undefined : parameters[0], body: body as StepBody, options: options as StepOptions };
}
