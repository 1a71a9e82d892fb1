import type { Action } from '../../../engine/action.ts';
import type { Plugin } from '../../../engine/plugin.ts';
import type { ActionContext } from '../../../schemas/action-context.ts';

/** How {@link callEmbedder} calls. */
export interface EmbedCallOptions {
  readonly options?: Readonly<Record<string, unknown>>;
  readonly abortSignal?: AbortSignal;
  readonly context?: ActionContext;
}

/** Runs an embedder's action as a worker does, once. */
export async function callEmbedder(
  action: Action,
  texts: readonly string[],
  { options, abortSignal = new AbortController().signal, context = {} }: EmbedCallOptions = {},
): Promise<unknown> {
  if (action.body === undefined) throw new Error(`${action.key} has no body`);
  const input = { input: texts.map((text) => ({ content: [{ text }] })), ...(options !== undefined && { options }) };
  return await action.body(input, { context, abortSignal, streamingRequested: false, sendChunk: () => undefined });
}

/** The embedder that a plugin has for a name. */
export async function resolveEmbedder(plugin: Plugin, name: string): Promise<Action> {
  const action = await plugin.resolve?.('embedder', `${plugin.name}/${name}`);
  if (action === undefined) throw new Error(`${plugin.name} has no embedder ${name}`);
  return action;
}
