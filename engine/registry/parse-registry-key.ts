import { ACTION_TYPES, parseActionKey, type ActionType } from '../../schemas/action-key.ts';

/** What a key says. `dynamicActionHost` is the provider to ask for the action; `pluginName` the plugin. */
export interface ParsedRegistryKey {
  readonly dynamicActionHost?: string;
  readonly pluginName?: string;
  readonly actionType: ActionType;
  /** Without the plugin's name. Of a provider's action also a pattern: `*` or `prefix*`. */
  readonly actionName: string;
}

const DYNAMIC_KEY = /^\/dynamic-action-provider\/([^:]+):([^/]+)\/(.+)$/;

/**
 * `/type/name`, `/type/plugin/name` or `/dynamic-action-provider/host:type/name`; undefined for any other text.
 * Source of the grammar: Genkit `core/src/registry.ts`, `parseRegistryKey`.
 */
export function parseRegistryKey(key: string): ParsedRegistryKey | undefined {
  const [, dynamicActionHost, typeText, member] = DYNAMIC_KEY.exec(key) ?? [];
  if (dynamicActionHost !== undefined && member !== undefined) {
    const actionType = ACTION_TYPES.find((candidate) => candidate === typeText);
    return actionType === undefined ? undefined : { dynamicActionHost, actionType, actionName: member };
  }
  const parsed = parseActionKey(key);
  if (parsed === undefined) return undefined;
  const { type, name, plugin } = parsed;
  if (plugin === undefined) return { actionType: type, actionName: name };
  return { pluginName: plugin, actionType: type, actionName: name.slice(plugin.length + 1) };
}
