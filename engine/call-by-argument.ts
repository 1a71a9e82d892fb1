import { parseActionKey, toActionKey, type ActionKey, type ActionType } from '../schemas/action-key.ts';
import { DurakitError } from '../schemas/durakit-error.ts';
import { callAction } from './call-action.ts';
import type { Engine } from './engine.ts';

/** An action by name, by a reference, or as its definition or builder gave it. */
export type NamedArgument = string | { readonly key: ActionKey } | { readonly name: string };

/** A call of an action that an argument names. */
export interface ArgumentCall {
  readonly type: ActionType;
  readonly argument: NamedArgument;
  readonly input: unknown;
  /** Genkit's words for an action that is not there. */
  readonly missing: string;
}

/** Calls the action that an argument names. Throws NOT_FOUND with `missing`; in the sandbox it is the worker that finds out. */
export async function callByArgument(engine: Engine, { type, argument, input, missing }: ArgumentCall): Promise<unknown> {
  const name = toArgumentName(argument);
  const key = name === undefined ? undefined : toActionKey(type, name);
  const isThere = key !== undefined && (!engine.keepsBodies || (await engine.registry.resolve(key)) !== undefined);
  if (name === undefined || key === undefined || !isThere) {
    throw new DurakitError({ status: 'NOT_FOUND', message: missing, ...(key !== undefined && { details: { key } }) });
  }
  try {
    return await callAction(engine, { key, name, input, options: {} });
  } catch (error) {
    throw isAbout(error, key) ? new DurakitError({ status: 'NOT_FOUND', message: missing, details: { key }, cause: error }) : error;
  }
}

/** The worker's "not found" of that very action; the action itself may throw another. */
function isAbout(error: unknown, key: ActionKey): boolean {
  return error instanceof DurakitError && error.status === 'NOT_FOUND' && (error.details as { key?: string } | undefined)?.key === key;
}

/** The name in an argument; undefined where there is none. */
export function toArgumentName(argument: NamedArgument | undefined): string | undefined {
  if (argument === undefined || argument === null || typeof argument === 'string') return argument ?? undefined;
  // The key comes first: a callable action is a function, and a function has a name of its own.
  return 'key' in argument ? parseActionKey(argument.key)?.name : argument.name;
}
