import type { ActionKey } from '../../schemas/action-key.ts';
import type { ActionContext } from '../../schemas/action-context.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import type { Action, ActionArguments } from '../action.ts';
import { toActionMetadata, type ActionMetadata } from './action-metadata.ts';

/** What a direct call of a detached action may say. */
export interface DetachedCallOptions {
  readonly context?: ActionContext;
  readonly abortSignal?: AbortSignal;
  readonly onChunk?: (chunk: unknown) => void;
}

/** An action of no registry: plugins and providers hand it over; called directly, it runs right there, with no durability. */
export interface DetachedAction<TInput = unknown, TOutput = unknown> {
  (input: TInput, options?: DetachedCallOptions): Promise<TOutput>;
  readonly key: ActionKey;
  readonly action: Action;
  readonly __action: ActionMetadata;
}

const neverAborted = new AbortController().signal;

/** Makes an action callable. A call rejects with FAILED_PRECONDITION in the sandbox, where actions have no bodies. */
export function createDetachedAction<TInput = unknown, TOutput = unknown>(action: Action): DetachedAction<TInput, TOutput> {
  const call = async (input: TInput, options: DetachedCallOptions = {}): Promise<TOutput> => {
    if (action.body === undefined) throw missingBody(action.key);
    return (await action.body(input, toSurroundings(options))) as TOutput;
  };
  return Object.assign(call, { key: action.key, action, __action: toActionMetadata(action) });
}

function toSurroundings({ context = {}, abortSignal = neverAborted, onChunk }: DetachedCallOptions): ActionArguments {
  return { context, abortSignal, streamingRequested: onChunk !== undefined, sendChunk: (chunk) => onChunk?.(chunk) };
}

function missingBody(key: string): DurakitError {
  return new DurakitError({
    status: 'FAILED_PRECONDITION',
    message: `${key} cannot be called directly in a flow: it belongs to no registry. Call it in a step, or define it with the ai object.`,
  });
}
