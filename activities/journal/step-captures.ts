import type { ActionCall } from '../../engine/action-caller.ts';
import type { ActionArguments } from '../../engine/action.ts';
import { journaledWritesOf, type JournaledWrites } from '../../engine/journaled-step.ts';
import { captureState, type ReportLost } from './captured-state.ts';

type Local = ActionCall['local'];

/** A step's function that is watched while it runs. */
export interface StepCapture {
  /** To be run in the place of the function. */
  readonly local: Local;
  /** What it has changed around it, as {@link captureState} gives it. */
  recorded(): string | undefined;
}

/** Begins to watch a function; one that changes nothing around it is given back as it is. */
export type BeginCapture = (local: Local, report: ReportLost) => Promise<StepCapture>;

/**
 * The captures of one flow. Steps that run side by side may change the same variable, and what is recorded with one must not hold
 * half of another: so they begin one a turn of the event loop, and each is looked at as soon as its function is done.
 */
export function createStepCaptures(): BeginCapture {
  let last = Promise.resolve();
  return async (local, report) => {
    const writes = journaledWritesOf(local);
    if (local === undefined || writes === undefined) return { local, recorded: () => undefined };
    last = last.then(() => new Promise<void>((resolve) => void setImmediate(resolve)));
    await last;
    return watch(local, writes, report);
  };
}

function watch(local: NonNullable<Local>, writes: JournaledWrites, report: ReportLost): StepCapture {
  const state = captureState(writes, report);
  let known: { readonly recorded: string | undefined } | undefined;
  const look = (): void => void (known = { recorded: state.record() });
  const run = (input: unknown, surroundings: ActionArguments): unknown => {
    known = undefined;
    const output = runLooking(() => local(input, surroundings), look);
    return isThenable(output) ? Promise.resolve(output).finally(look) : output;
  };
  // a function that was stopped in the middle has not been looked at
  return { local: run, recorded: () => (known ?? { recorded: state.record() }).recorded };
}

function runLooking(run: () => unknown, look: () => void): unknown {
  try {
    const output = run();
    if (!isThenable(output)) look();
    return output;
  } catch (error) {
    look();
    throw error;
  }
}

/** By shape: the app's promises may be of another realm, or of a library. */
function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}
