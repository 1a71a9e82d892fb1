import type { ActionKey } from '../schemas/action-key.ts';
import { markStep, type StepReference } from './step.ts';

/** A step whose closure stayed on the worker: what it reads of the flow, and how what it wrote comes back. */
export interface CapturedStep extends StepReference {
  readonly readCaptured: () => Readonly<Record<string, unknown>>;
  readonly writeCaptured: ((written: Readonly<Record<string, unknown>>) => void) | undefined;
}

/** Made by the build-time split in the place of a closure; `ai.run` and `ai.tool` understand it. Never called as a function. */
export function createCapturedStep(
  key: ActionKey,
  readCaptured: CapturedStep['readCaptured'],
  writeCaptured?: CapturedStep['writeCaptured'],
): CapturedStep & (() => never) {
  const target = (): never => {
    throw new Error(`${key} runs on the worker and cannot be called here`);
  };
  return Object.assign(markStep(target, { key, stepName: key, options: {} }), { readCaptured, writeCaptured });
}

/** Narrows a step to one that the split made. */
export function isCapturedStep(step: StepReference): step is CapturedStep {
  return 'readCaptured' in step;
}
