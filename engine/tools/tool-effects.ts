import type { Action } from '../action.ts';

/**
 * What a tool does to the world, and so what may happen when a worker dies in the middle of a call:
 * `read` and `idempotent` (the default) are simply run again; `once` writes down that it begins and how it ended, and a
 * call in doubt asks `reconcile` or interrupts, it is never run a second time by itself.
 */
export type ToolEffects = 'read' | 'idempotent' | 'once';

/** What an action's metadata says of its effects. */
export function effectsOf(metadata: Action['metadata']): ToolEffects | undefined {
  return (metadata?.['tool'] as { readonly effects?: ToolEffects } | undefined)?.effects;
}

/** True for the actions that a model may call as tools and that are nothing else. */
export function isTool({ type }: Pick<Action, 'type'>): boolean {
  return type === 'tool' || type === 'tool.v2';
}
