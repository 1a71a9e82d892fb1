import type { Action } from '../../../engine/action.ts';
import type { ModelOperation } from '../../../engine/operations/background-model.ts';
import type { Plugin } from '../../../engine/plugin.ts';
import type { ActionContext } from '../../../schemas/action-context.ts';
import type { GenerateRequest } from '../../../schemas/generate-request.ts';

/** A background model's three functions, called as a worker calls them, once. */
export interface BackgroundCalls {
  readonly action: Action;
  start(request: GenerateRequest, options?: CallOptions): Promise<ModelOperation>;
  check(operation: ModelOperation, options?: CallOptions): Promise<ModelOperation>;
  cancel(operation: ModelOperation, options?: CallOptions): Promise<ModelOperation>;
  download(url: string, options?: CallOptions): Promise<Response>;
}

/** How a call is made. */
export interface CallOptions {
  readonly context?: ActionContext;
  readonly abortSignal?: AbortSignal;
}

/** The background model that a plugin has for a name. */
export async function resolveBackground(plugin: Plugin, modelName: string): Promise<BackgroundCalls> {
  const action = await plugin.resolve?.('background-model', `${plugin.name}/${modelName}`);
  if (action === undefined) throw new Error(`${plugin.name} has no background model ${modelName}`);
  return toCalls(action);
}

/** The functions behind an action. */
export function toCalls(action: Action): BackgroundCalls {
  const { companions = [], background } = action;
  const find = (type: Action['type']): Action => {
    const found = companions.find((companion) => companion.type === type);
    if (found === undefined) throw new Error(`${action.name} has no ${type}`);
    return found;
  };
  return {
    action,
    start: (request, options) => run(action, request, options),
    check: (operation, options) => run(find('check-operation'), operation, options),
    cancel: (operation, options) => run(find('cancel-operation'), operation, options),
    download: async (url, { context = {}, abortSignal = new AbortController().signal } = {}) => {
      if (background?.download === undefined) throw new Error(`${action.name} has no download`);
      return await background.download(url, { context, abortSignal });
    },
  };
}

async function run(
  { body, key }: Action,
  input: unknown,
  { context = {}, abortSignal = new AbortController().signal }: CallOptions = {},
): Promise<ModelOperation> {
  if (body === undefined) throw new Error(`${key} has no body`);
  return (await body(input, {
    context,
    abortSignal,
    streamingRequested: false,
    sendChunk: () => undefined,
    idempotencyKey: 'key-1',
  })) as ModelOperation;
}
