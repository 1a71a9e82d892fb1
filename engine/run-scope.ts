import type { ActionArguments } from './action.ts';
import type { ActionCaller } from './action-caller.ts';

/**
 * Where the running code stands. In a `flow`, steps and model calls go through the caller (activities, or in process);
 * in an `action` (a step's, tool's or model's body) they run right there: a step within a step is part of the outer one.
 */
export interface RunScope extends ActionArguments {
  readonly kind: 'flow' | 'action';
  readonly name: string;
  readonly caller: ActionCaller;
  /** The conversation that an agent works on here; `sessionOf` in sessions/ reads it. Not in actions of other processes. */
  readonly session?: object | undefined;
}

/** The part of `AsyncLocalStorage` that is needed; Node and the sandbox each bring their own. */
export interface ScopeStorage {
  getStore(): RunScope | undefined;
  run<T>(scope: RunScope, body: () => T): T;
}
