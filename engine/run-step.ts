import { toActionKey } from '../schemas/action-key.ts';
import { DurakitError } from '../schemas/durakit-error.ts';
import type { StepOptions } from '../schemas/step-options.ts';
import { isCapturedStep, type CapturedStep } from './captured-step.ts';
import { checkCaptured } from './check-captured.ts';
import { callAction } from './call-action.ts';
import type { Engine } from './engine.ts';
import { isStep, type StepBody } from './step.ts';

/** The three ways to call `ai.run`: a closure, an input and a function of it, each with options behind. */
export type RunArguments =
  readonly [body: StepBody, options?: StepOptions] | readonly [input: unknown, body: StepBody, options?: StepOptions];

/** Runs one step of a flow. Source of the form and of the error: Genkit `core/src/flow.ts`. */
export async function runStep(engine: Engine, name: string, parameters: RunArguments): Promise<unknown> {
  const { input, body, options, explicit } = readArguments(parameters);
  if (isStep(body) && isCapturedStep(body)) return await runCapturedStep(engine, { step: body, name, input, explicit, options });
  if (isStep(body)) {
    return await callAction(engine, { key: body.key, name, input, options: { ...body.options, ...options } });
  }
  const scope = engine.scopes.getStore()?.name;
  const key = toActionKey('step', scope === undefined ? name : `${scope}/${name}`);
  return await callAction(engine, { key, name, input, options, local: body });
}

function readArguments(parameters: RunArguments): { input: unknown; body: StepBody; options: StepOptions; explicit: boolean } {
  const bodyFirst = typeof parameters[0] === 'function';
  const body = bodyFirst ? parameters[0] : parameters[1];
  const options = (bodyFirst ? parameters[1] : parameters[2]) ?? {};
  if (typeof body !== 'function') throw new DurakitError({ status: 'INVALID_ARGUMENT', message: 'unable to resolve run function' });
  return { input: bodyFirst ? undefined : parameters[0], body: body as StepBody, options: options as StepOptions, explicit: !bodyFirst };
}

interface CapturedRun {
  readonly step: CapturedStep;
  readonly name: string;
  readonly input: unknown;
  /** `ai.run(name, input, …)`: then what was captured travels beside the input, else it is the input, readable in the UI. */
  readonly explicit: boolean;
  readonly options: StepOptions;
}

async function runCapturedStep(engine: Engine, { step, name, input, explicit, options }: CapturedRun): Promise<unknown> {
  const captured = step.readCaptured();
  checkCaptured(name, captured);
  const call = explicit ? { input, captured } : { input: captured };
  const output = await callAction(engine, { key: step.key, name, options: { ...step.options, ...options }, ...call });
  if (step.writeCaptured === undefined) return output;
  const { result, writes } = output as { result: unknown; writes: Readonly<Record<string, unknown>> };
  step.writeCaptured(writes);
  return result;
}
