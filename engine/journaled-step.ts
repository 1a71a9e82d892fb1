import { isStep } from './step.ts';

/**
 * What a step's function may change around it, read at the place of the call. The keys are names as the code has them: `seen`,
 * `this.count`.
 */
export interface JournaledWrites {
  /** What the function assigns or changes in place. */
  readonly changed?: (() => Readonly<Record<string, unknown>>) | undefined;
  /** What it hands to code that may change it. */
  readonly passed?: (() => Readonly<Record<string, unknown>>) | undefined;
  /** Assigns what the function assigns; other members are ignored. */
  readonly write?: ((written: Readonly<Record<string, unknown>>) => void) | undefined;
}

const WRITES = Symbol.for('durakit.journaledWrites');

/**
 * Made by the build-time split around a step's function that changes what is around it. A journal records these changes with the
 * step's result, and makes them again where the step is not run again; every other caller sees the function alone.
 */
export function createJournaledStep<TBody>(body: TBody, writes: JournaledWrites): TBody {
  if (typeof body !== 'function' || isStep(body)) return body;
  const run = function (this: unknown, ...given: unknown[]): unknown {
    return Reflect.apply(body, this, given);
  };
  return Object.assign(run, { [WRITES]: writes }) as unknown as TBody;
}

/** Undefined for functions that change nothing around them. */
export function journaledWritesOf(body: unknown): JournaledWrites | undefined {
  return typeof body === 'function' ? (body as { [WRITES]?: JournaledWrites })[WRITES] : undefined;
}
