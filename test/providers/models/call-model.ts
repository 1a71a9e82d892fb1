import type { Action } from '../../../engine/action.ts';
import type { Plugin } from '../../../engine/plugin.ts';
import type { ActionContext } from '../../../schemas/action-context.ts';
import type { GenerateRequest } from '../../../schemas/generate-request.ts';
import type { GenerateResponseChunkData, GenerateResponseData } from '../../../schemas/generate-response.ts';

/** How {@link callModel} calls. */
export interface CallOptions {
  readonly streaming?: boolean;
  readonly abortSignal?: AbortSignal;
  readonly context?: ActionContext;
  readonly onChunk?: (chunk: GenerateResponseChunkData) => void;
}

/** Runs a model's action as a worker does, once. */
export async function callModel(
  action: Action,
  request: GenerateRequest,
  { streaming = false, abortSignal = new AbortController().signal, context = {}, onChunk = () => undefined }: CallOptions = {},
): Promise<GenerateResponseData> {
  if (action.body === undefined) throw new Error(`${action.key} has no body`);
  const sendChunk = (chunk: unknown): void => onChunk(chunk as GenerateResponseChunkData);
  return (await action.body(request, { context, abortSignal, streamingRequested: streaming, sendChunk })) as GenerateResponseData;
}

/** The action that a plugin has for a name. */
export async function resolveModel(plugin: Plugin, modelName: string): Promise<Action> {
  const action = await plugin.resolve?.('model', `${plugin.name}/${modelName}`);
  if (action === undefined) throw new Error(`${plugin.name} has no model ${modelName}`);
  return action;
}

/** A conversation of one question. */
export function ask(text: string): GenerateRequest {
  return { messages: [{ role: 'user', content: [{ text }] }] };
}
