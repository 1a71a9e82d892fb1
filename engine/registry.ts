import { parseActionKey, type ActionKey, type ActionType } from '../schemas/action-key.ts';
import { DurakitError } from '../schemas/durakit-error.ts';
import type { Action } from './action.ts';
import type { Plugin } from './plugin.ts';

/** All actions of one `ai`, and the plugins that can make more of them on demand. */
export interface Registry {
  /** Throws ALREADY_EXISTS: two actions with one key would silently share their activity. */
  register(action: Action): void;
  /** What is registered; plugins are not asked. */
  lookup(key: ActionKey): Action | undefined;
  /** Asks the plugin of the key where nothing is registered. Source of the order: Genkit `core/src/registry.ts`. */
  resolve(key: ActionKey): Promise<Action | undefined>;
  list(type?: ActionType): readonly Action[];
}

/** An empty registry with its plugins; a plugin's `init` runs once, at the first look-up that concerns it. */
export function createRegistry(plugins: readonly Plugin[]): Registry {
  const actions = new Map<ActionKey, Action>();
  const initialised = new Map<string, Promise<void>>();

  function register(action: Action): void {
    if (actions.has(action.key)) {
      throw new DurakitError({
        status: 'ALREADY_EXISTS',
        message: `${action.key} is defined twice. Give one of the two definitions another name.`,
      });
    }
    actions.set(action.key, action);
  }

  async function initialise(plugin: Plugin): Promise<void> {
    for (const action of (await plugin.init?.()) ?? []) if (!actions.has(action.key)) register(action);
  }

  async function resolveFrom(plugin: Plugin, key: ActionKey): Promise<Action | undefined> {
    const started = initialised.get(plugin.name) ?? initialise(plugin);
    initialised.set(plugin.name, started);
    await started;
    const known = actions.get(key);
    if (known !== undefined) return known;
    const parsed = parseActionKey(key);
    const action = parsed === undefined ? undefined : await plugin.resolve?.(parsed.type, parsed.name);
    if (action !== undefined && !actions.has(action.key)) actions.set(action.key, action);
    return action;
  }

  return {
    register,
    lookup: (key) => actions.get(key),
    resolve: async (key) => {
      const known = actions.get(key);
      if (known !== undefined) return known;
      const plugin = plugins.find((candidate) => candidate.name === parseActionKey(key)?.plugin);
      return plugin === undefined ? undefined : await resolveFrom(plugin, key);
    },
    list: (type) => [...actions.values()].filter((action) => type === undefined || action.type === type),
  };
}
