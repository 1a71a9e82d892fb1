import type { ActionType } from '../../schemas/action-key.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import type { Action } from '../action.ts';
import type { BatchPort } from '../batches/batch-port.ts';
import type { Plugin } from '../plugin.ts';
import type { ActionMap, Log } from './action-map.ts';
import type { ActionMetadata, ActionMetadataRecord } from './action-metadata.ts';

/** The plugins of one registry. */
export interface PluginSet {
  /** Handed to plugins that define their actions by themselves. */
  attachAi(ai: unknown): void;
  /** Once, however often it is called; a failed start is tried again at the next call. */
  initialise(name: string): Promise<void>;
  initialiseAll(): Promise<void>;
  /** Asks the plugin for an action that `init` did not give; `name` is the whole one, with the plugin's. */
  resolve(pluginName: string, type: ActionType, name: string): Promise<Action | undefined>;
  /** How the plugin's vendor takes batches; undefined for an unknown plugin as well. */
  batchOf(pluginName: string): BatchPort | undefined;
  /** What the plugins say they could resolve. A plugin that fails is logged and left out. */
  list(): Promise<ActionMetadataRecord>;
}

/** Throws ALREADY_EXISTS for two plugins of one name. */
export function createPluginSet(plugins: readonly Plugin[], actions: ActionMap, log: Log): PluginSet {
  const byName = toMap(plugins);
  const started = new Map<string, Promise<void>>();
  let ai: unknown;

  async function start(plugin: Plugin): Promise<void> {
    for (const action of (await plugin.init?.(ai)) ?? []) if (actions.get(action.key) === undefined) actions.register(action);
  }

  async function initialise(name: string): Promise<void> {
    const plugin = byName.get(name);
    if (plugin === undefined) return;
    const running = started.get(name) ?? start(plugin);
    started.set(name, running);
    try {
      await running;
    } catch (error) {
      if (started.get(name) === running) started.delete(name);
      throw error;
    }
  }

  return {
    attachAi: (value) => {
      ai = value;
    },
    initialise,
    initialiseAll: async () => {
      for (const name of byName.keys()) await initialise(name);
    },
    resolve: async (pluginName, type, name) => {
      const action = await byName.get(pluginName)?.resolve?.(type, name, ai);
      // A plugin of the first kind registers by itself; and another call may have been quicker.
      const registered = actions.get(action?.key ?? `/${type}/${name}`);
      if (registered !== undefined || action === undefined) return registered;
      actions.register(action);
      return action;
    },
    batchOf: (pluginName) => byName.get(pluginName)?.batch,
    list: async () =>
      Object.assign({}, ...(await Promise.all([...byName.values()].map((plugin) => listOf(plugin, log))))) as ActionMetadataRecord,
  };
}

function toMap(plugins: readonly Plugin[]): Map<string, Plugin> {
  const byName = new Map<string, Plugin>();
  for (const plugin of plugins) {
    if (byName.has(plugin.name)) throw new DurakitError({ status: 'ALREADY_EXISTS', message: `Plugin ${plugin.name} already registered` });
    byName.set(plugin.name, plugin);
  }
  return byName;
}

async function listOf(plugin: Plugin, log: Log): Promise<ActionMetadataRecord> {
  const record: ActionMetadataRecord = {};
  try {
    for (const metadata of (await plugin.list?.()) ?? []) {
      requireField(plugin, metadata, 'name');
      requireField(plugin, metadata, 'actionType');
      record[`/${metadata.actionType}/${metadata.name}`] = metadata;
    }
  } catch (error) {
    log(`Error listing actions for ${plugin.name}\n`, error);
  }
  return record;
}

/** Plugins come from outside: their metadata may lack what its type promises. */
function requireField(plugin: Plugin, metadata: Partial<ActionMetadata>, field: 'name' | 'actionType'): void {
  if (metadata[field]) return;
  throw new DurakitError({
    status: 'INVALID_ARGUMENT',
    message: `Invalid metadata when listing actions from plugin ${plugin.name} - ${field} required`,
  });
}
