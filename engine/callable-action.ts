import type { ActionKey, ActionType } from '../schemas/action-key.ts';
import type { JsonSchema } from '../schemas/json-schema.ts';
import type { Action } from './action.ts';
import { callAction } from './call-action.ts';
import type { Engine } from './engine.ts';
import { markHandled } from './mark-handled.ts';

/** An action as its definition gives it back: it can be called with its whole input, and handed over wherever its name could. */
export interface CallableAction<TInput, TOutput> {
  /** In flow code an activity of its own. Rejects with INVALID_ARGUMENT where the input does not fit. */
  (input: TInput): Promise<TOutput>;
  /** As the call. Source of the form: Genkit `core/src/action.ts`. */
  run(input: TInput): Promise<{ result: TOutput }>;
  readonly key: ActionKey;
  /** Genkit's place for what an action says of itself. */
  readonly __action: {
    readonly actionType: ActionType;
    readonly name: string;
    readonly metadata: Readonly<Record<string, unknown>> | undefined;
    readonly inputJsonSchema: JsonSchema | undefined;
    readonly outputJsonSchema: JsonSchema | undefined;
  };
}

/** Registers an action, without its body in the sandbox. Throws ALREADY_EXISTS for a second one of its key. */
export function defineCallableAction<TInput, TOutput>(engine: Engine, action: Action): CallableAction<TInput, TOutput> {
  const { key, type, name, metadata, inputSchema, outputSchema } = action;
  engine.registry.register(engine.keepsBodies ? action : { ...action, body: undefined });
  // The action's schemas are the proof of the types.
  const call = (input: TInput): Promise<TOutput> => markHandled(callAction(engine, { key, name, input, options: {} })) as Promise<TOutput>;
  return Object.assign(call, {
    key,
    run: async (input: TInput) => ({ result: await call(input) }),
    __action: { actionType: type, name, metadata, inputJsonSchema: inputSchema, outputJsonSchema: outputSchema },
  });
}
