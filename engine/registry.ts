import { toActionKey, type ActionKey, type ActionType } from '../schemas/action-key.ts';
import type { Action } from './action.ts';
import type { BatchPort } from './batches/batch-port.ts';
import { backgroundKeyOf } from './operations/operation-keys.ts';
import type { Plugin } from './plugin.ts';
import { createActionMap, type ActionMap, type Log } from './registry/action-map.ts';
import { toActionMetadata, type ActionMetadataRecord } from './registry/action-metadata.ts';
import { DYNAMIC_ACTION_HOSTS, type DynamicActionHost } from './registry/dynamic-action-host.ts';
import { parseRegistryKey } from './registry/parse-registry-key.ts';
import { createPluginSet, type PluginSet } from './registry/plugin-set.ts';
import { createValueStore, type ValueStore } from './registry/value-store.ts';

/**
 * All actions of one `ai`, the plugins and providers that can make more of them on demand, named schemas and values.
 * What a child registry lacks is looked for in its parent.
 */
export interface Registry extends ValueStore {
  /** Throws ALREADY_EXISTS: two actions with one key would silently share their activity. */
  register(action: Action): void;
  /** Registers under `/<type>/<name>`. Overwrites, and logs that it did. Throws INVALID_ARGUMENT where the action is of another type. */
  registerAction(type: ActionType, action: Action): void;
  /** An action of our own, for calls of the engine: found by its key, in no list. */
  registerBuiltIn(action: Action): void;
  /** What is registered; plugins are not asked. */
  lookup(key: ActionKey): Action | undefined;
  /** As {@link Registry.lookupAction}, for a key of known form. */
  resolve(key: ActionKey): Promise<Action | undefined>;
  /** Starts the plugin of the key; then what is registered, the plugin, the dynamic action provider, the parent. Source of the order: Genkit `core/src/registry.ts`. */
  lookupAction(key: string): Promise<Action | undefined>;
  /** How the vendor of a model takes batches, by the model's full name; undefined where it takes none. */
  batchOf(model: string): BatchPort | undefined;
  /** The keys that a key with a pattern (`/dynamic-action-provider/host:tool/*`) stands for; none where nothing is found. */
  resolveActionNames(key: string): Promise<string[]>;
  /** What is registered, the parent's included; plugins are not asked. */
  list(type?: ActionType): readonly Action[];
  /** All that is registered, by key, after every plugin was started. */
  listActions(): Promise<Record<string, Action>>;
  /** All that can be resolved, by key: what plugins list, what is registered, what dynamic action providers have. */
  listResolvableActions(): Promise<ActionMetadataRecord>;
  /** A registry for throw-away actions on top of this one. */
  withParent(): Registry;
  /** Actions that are found when they are asked for and kept nowhere: files. Asked last. */
  addSource(source: ActionSource): void;
  /** Gives `ai` to the plugins that define their actions with it. Called once, before anything is looked up. */
  attachAi(ai: unknown): void;
  readonly log: Log;
  readonly parent: Registry | undefined;
}

/** A place that may have actions of its own. */
export interface ActionSource {
  resolve(key: ActionKey): Promise<Action | undefined>;
  list(): Promise<readonly Action[]>;
}

/** What a registry needs from outside. */
export interface RegistryOptions {
  /** Told of overwritten actions and of plugins and providers that fail in lists. Default: nobody; on Node it is `console.error`. */
  readonly log?: Log | undefined;
}

/** An empty registry with its plugins; a plugin's `init` runs once, at the first look-up that concerns it. Throws ALREADY_EXISTS for two plugins of one name. */
export function createRegistry(plugins: readonly Plugin[], { log = ignore }: RegistryOptions = {}): Registry {
  return assemble({ plugins, log, parent: undefined });
}

/** A registry for the actions of one call; what it lacks is its parent's. */
export function createChildRegistry(parent: Registry): Registry {
  return assemble({ plugins: [], log: parent.log, parent });
}

function ignore(): void {
  // in the sandbox nobody listens
}

/** The parts of one registry. */
interface RegistryParts {
  readonly actions: ActionMap;
  readonly builtIn: ReadonlyMap<string, Action>;
  readonly sources: readonly ActionSource[];
  readonly plugins: PluginSet;
  readonly values: ValueStore;
  readonly parent: Registry | undefined;
  readonly log: Log;
}

function assemble({ plugins, log, parent }: { plugins: readonly Plugin[]; log: Log; parent: Registry | undefined }): Registry {
  const actions = createActionMap(log);
  const builtIn = new Map<string, Action>();
  const sources: ActionSource[] = [];
  const parts: RegistryParts = {
    actions,
    sources,
    builtIn,
    plugins: createPluginSet(plugins, actions, log),
    values: createValueStore(parent),
    parent,
    log,
  };
  for (const plugin of plugins) {
    for (const middleware of plugin.middleware?.() ?? []) parts.values.registerValue('middleware', middleware.name, middleware);
  }
  const registry: Registry = {
    ...parts.values,
    register: actions.register,
    registerAction: actions.overwrite,
    registerBuiltIn: (action) => void builtIn.set(action.key, action),
    lookup: (key) => actions.get(key) ?? builtIn.get(key) ?? parent?.lookup(key),
    resolve: (key) => lookupAction(parts, key),
    lookupAction: (key) => lookupAction(parts, key),
    batchOf: (model) => parts.plugins.batchOf(model.split('/')[0] ?? '') ?? parent?.batchOf(model),
    resolveActionNames: (key) => resolveActionNames(registry, key),
    list: (type) => list(parts, type),
    listActions: () => listActions(parts),
    listResolvableActions: () => listResolvableActions(parts),
    withParent: () => createChildRegistry(registry),
    addSource: (source) => void sources.push(source),
    attachAi: parts.plugins.attachAi,
    log,
    parent,
  };
  return registry;
}

async function lookupAction(parts: RegistryParts, key: string): Promise<Action | undefined> {
  const { actions, builtIn, sources, plugins, values, parent } = parts;
  const parsed = parseRegistryKey(key);
  if (parsed?.pluginName !== undefined) await plugins.initialise(parsed.pluginName);
  const registered = actions.get(key) ?? builtIn.get(key);
  if (registered !== undefined) return registered;
  // a background model brings its `check` and `cancel` along
  const background = backgroundKeyOf(key);
  if (background !== undefined && (await lookupAction(parts, background)) !== undefined) {
    const companion = actions.get(key);
    if (companion !== undefined) return companion;
  }
  if (parsed?.pluginName !== undefined) {
    const resolved = await plugins.resolve(parsed.pluginName, parsed.actionType, `${parsed.pluginName}/${parsed.actionName}`);
    if (resolved !== undefined) return resolved;
  }
  if (parsed?.dynamicActionHost !== undefined) {
    const host = values.lookupValue<DynamicActionHost>(DYNAMIC_ACTION_HOSTS, parsed.dynamicActionHost);
    const dynamic = await host?.resolveAction(parsed.actionType, parsed.actionName);
    if (dynamic !== undefined) return dynamic;
  }
  for (const source of sources) {
    const found = await source.resolve(key as ActionKey);
    if (found !== undefined) return found;
  }
  return await parent?.lookupAction(key);
}

async function resolveActionNames(registry: Registry, key: string): Promise<string[]> {
  const parsed = parseRegistryKey(key);
  if (parsed?.dynamicActionHost === undefined) return (await registry.lookupAction(key)) === undefined ? [] : [key];
  const { dynamicActionHost, actionType, actionName } = parsed;
  const host = registry.lookupValue<DynamicActionHost>(DYNAMIC_ACTION_HOSTS, dynamicActionHost);
  const found = (await host?.listActionMetadata(actionType, actionName)) ?? [];
  return found.map(({ name }) => toActionKey('dynamic-action-provider', `${dynamicActionHost}:${actionType}/${name}`));
}

function list({ actions, parent }: RegistryParts, type: ActionType | undefined): Action[] {
  const own = actions.values();
  const inherited = (parent?.list() ?? []).filter(({ key }) => actions.get(key) === undefined);
  return [...inherited, ...own].filter((action) => type === undefined || action.type === type);
}

async function listActions({ actions, plugins, parent }: RegistryParts): Promise<Record<string, Action>> {
  await plugins.initialiseAll();
  const own = Object.fromEntries(actions.values().map((action) => [action.key, action]));
  return { ...(await parent?.listActions()), ...own };
}

async function listResolvableActions(parts: RegistryParts): Promise<ActionMetadataRecord> {
  const { plugins, values, sources, parent, log } = parts;
  const found: ActionMetadataRecord = { ...(await parent?.listResolvableActions()), ...(await plugins.list()) };
  for (const source of sources) for (const action of await source.list()) found[action.key] = toActionMetadata(action);
  for (const [key, action] of Object.entries(await listActions(parts))) {
    found[key] = toActionMetadata(action);
    const host =
      action.type === 'dynamic-action-provider' ? values.lookupValue<DynamicActionHost>(DYNAMIC_ACTION_HOSTS, action.name) : undefined;
    try {
      Object.assign(found, await host?.getActionMetadataRecord(toActionKey(action.type, action.name)));
    } catch (error) {
      log(`Error listing actions for Dynamic Action Provider ${action.name}`, error);
    }
  }
  return found;
}
