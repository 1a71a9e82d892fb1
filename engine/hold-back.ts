/**
 * Decides about a call of a flow that is made outside of any run. A promise: the call starts nothing, and its caller gets
 * this promise, which never settles. Undefined: the call goes on as usual.
 */
export type HoldBack = (flow: string) => Promise<never> | undefined;

/** On the global object: the app's modules and the worker may hold two copies of the package. */
const HOLD_BACK = Symbol.for('durakit.holdBack');

interface Holder {
  [HOLD_BACK]?: HoldBack | undefined;
}

/** Set by whoever loads an app's modules without meaning to run them as a program. */
export function setHoldBack(decide: HoldBack | undefined): void {
  (globalThis as Holder)[HOLD_BACK] = decide;
}

/** Asks whether a call of a flow must not start a run here. */
export function heldBack(flow: string): Promise<never> | undefined {
  return (globalThis as Holder)[HOLD_BACK]?.(flow);
}
