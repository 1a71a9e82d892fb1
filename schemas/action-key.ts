/**
 * What an action is. The first token of its key: `/flow/menu`, `/model/googleai/gemini-2.5-flash`.
 * Genkit's types (`core/src/registry.ts`) and one of ours: `step`.
 */
export const ACTION_TYPES = [
  'custom',
  'dynamic-action-provider',
  'embedder',
  'evaluator',
  'executable-prompt',
  'flow',
  'indexer',
  'model',
  'background-model',
  'check-operation',
  'cancel-operation',
  'prompt',
  'reranker',
  'retriever',
  'tool',
  'tool.v2',
  'util',
  'resource',
  'agent',
  'agent-snapshot',
  'agent-abort',
  'step',
] as const;

export type ActionType = (typeof ACTION_TYPES)[number];

/** `/type/name`; a name may hold slashes (`googleai/gemini-2.5-flash`, `menu/load`). */
export type ActionKey = `/${ActionType}/${string}`;

/** The key of an action: also the type of its activity in Temporal. */
export function toActionKey(type: ActionType, name: string): ActionKey {
  return `/${type}/${name}`;
}

/** The two halves of a key, or undefined where the text is none. The plugin of a name is its part before the first slash. */
export function parseActionKey(key: string): { type: ActionType; name: string; plugin?: string } | undefined {
  const match = /^\/([^/]+)\/(.+)$/.exec(key);
  const type = ACTION_TYPES.find((candidate) => candidate === match?.[1]);
  const name = match?.[2];
  if (type === undefined || name === undefined) return undefined;
  const slash = name.indexOf('/');
  return slash > 0 ? { type, name, plugin: name.slice(0, slash) } : { type, name };
}
