import type { ActionKey } from '../schemas/action-key.ts';
import type { StepOptions } from '../schemas/step-options.ts';
import type { ActionArguments } from './action.ts';

/** Marks a step across realms and copies of the package. */
const MARKER = Symbol.for('durakit.step');

/** What `ai.defineStep` gives: call it in a flow, or hand it to `ai.run` under a name of your choice. */
export interface Step<TInput = unknown, TOutput = unknown> {
  (input: TInput, options?: StepOptions): Promise<TOutput>;
  readonly stepName: string;
  readonly key: ActionKey;
}

/** A step's work: its input, and what surrounds it (`abortSignal`, `context`, `sendChunk`). */
export type StepBody<TInput = unknown, TOutput = unknown> = (input: TInput, surroundings: ActionArguments) => TOutput | Promise<TOutput>;

/** A definition, not called: key, name and options, readable from the function. */
export interface StepReference {
  readonly key: ActionKey;
  readonly stepName: string;
  readonly options: StepOptions;
}

/** Adds the marker and the fields of {@link StepReference} to a function. */
export function markStep<TFunction extends object>(target: TFunction, reference: StepReference): TFunction & StepReference {
  Object.defineProperty(target, MARKER, { value: true });
  return Object.assign(target, reference);
}

/** Narrows to a function that {@link markStep} made. */
export function isStep(value: unknown): value is StepReference & ((...parameters: never[]) => unknown) {
  return typeof value === 'function' && MARKER in value;
}
