import { toActionKey, type ActionKey, type ActionType } from '../../schemas/action-key.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import type { Action } from '../action.ts';
import { callAction, currentCaller } from '../call-action.ts';
import type { Engine } from '../engine.ts';
import { markHandled } from '../mark-handled.ts';
import { toActionMetadata, toDescription, type ActionMetadata, type ActionMetadataRecord } from '../registry/action-metadata.ts';
import { DYNAMIC_ACTION_HOSTS, type DynamicActionHost } from '../registry/dynamic-action-host.ts';
import { toAction } from '../registry/to-action.ts';
import type { DynamicActionProvider, DynamicActionProviderConfig, FetchActions } from './dynamic-action-provider.ts';
import { createProvidedActionsCache } from './provided-actions-cache.ts';
import { toProvidedAction } from './to-provided-action.ts';

/** Sources of actions that only exist at run time, such as MCP servers. */
export interface DynamicProvidersApi {
  /** Registers `/dynamic-action-provider/<name>`. Its tools are named `<name>:tool/<tool>` or `<name>:tool/*` in `generate`. Throws ALREADY_EXISTS. */
  defineDynamicActionProvider(config: DynamicActionProviderConfig | string, fetch: FetchActions): DynamicActionProvider;
}

/** Binds the definitions of providers to an engine. */
export function createDynamicProvidersApi(engine: Engine): DynamicProvidersApi {
  return {
    defineDynamicActionProvider: (config, fetch) => define(engine, typeof config === 'string' ? { name: config } : config, fetch),
  };
}

function define(engine: Engine, config: DynamicActionProviderConfig, fetch: FetchActions): DynamicActionProvider {
  const { name, description, metadata, cacheConfig } = config;
  const key = toActionKey('dynamic-action-provider', name);
  const cache = createProvidedActionsCache({
    fetch: async () => toActions(engine, key, await fetch()),
    ttlMillis: cacheConfig?.ttlMillis,
    now: () => currentCaller(engine, name).now(),
    log: engine.registry.log,
  });
  const body = async (): Promise<ActionMetadata[]> => (await cache.getOrFetch()).map(toActionMetadata);
  engine.registry.register({
    key,
    type: 'dynamic-action-provider',
    name,
    description,
    metadata: { ...metadata, type: 'dynamic-action-provider' },
    body: engine.keepsBodies ? body : undefined,
  });
  const call = async (): Promise<ActionMetadata[]> =>
    (await callAction(engine, { key, name, input: undefined, options: {} })) as ActionMetadata[];
  // In a flow each question is recorded: whether a cache of this process is fresh must not decide what a replay does.
  const list = (): Promise<ActionMetadata[]> => (engine.keepsBodies && engine.scopes.getStore()?.kind !== 'flow' ? body() : call());
  const host: DynamicActionHost = {
    // Also asked in the middle of a call in a flow, where nothing more may be recorded.
    resolveAction: async (type, actionName) =>
      engine.keepsBodies
        ? (await cache.getOrFetch()).find((action) => action.type === type && action.name === actionName)
        : toBodiless(find(await call(), type, actionName)),
    listActionMetadata: async (type, pattern) => filterMetadata(await list(), type, pattern),
    getActionMetadataRecord: async (prefix) => toRecord(await list(), prefix),
  };
  engine.registry.registerValue(DYNAMIC_ACTION_HOSTS, name, host);
  return Object.assign(() => markHandled(call()), {
    key,
    providerName: name,
    __action: { key, actionType: 'dynamic-action-provider', name, ...(description !== undefined && { description }) },
    getAction: async (type: string, actionName: string) => {
      const found = find(await list(), type, actionName);
      return found === undefined ? undefined : toProvidedAction(engine, toDescription(found));
    },
    listActionMetadata: (type: string, pattern: string) => markHandled(host.listActionMetadata(type as ActionType, pattern)),
    getActionMetadataRecord: (prefix: string) => markHandled(host.getActionMetadataRecord(prefix)),
    invalidateCache: cache.invalidate,
  });
}

/** All actions of the provider, under keys that lead back to it. */
function toActions(engine: Engine, hostKey: ActionKey, provided: Awaited<ReturnType<FetchActions>>): Action[] {
  return Object.entries(provided).flatMap(([type, values]) =>
    values.map((value) => {
      const action = toAction(value, (schema) => engine.schemas.toJsonSchema(schema));
      return { ...action, type: type as ActionType, key: `${hostKey}:${type}/${action.name}` as ActionKey };
    }),
  );
}

function find(all: readonly ActionMetadata[], type: string, name: string): ActionMetadata | undefined {
  return all.find((metadata) => metadata.actionType === type && metadata.name === name);
}

function toBodiless(metadata: ActionMetadata | undefined): Action | undefined {
  return metadata === undefined ? undefined : toDescription(metadata);
}

function filterMetadata(all: readonly ActionMetadata[], type: string, pattern: string): ActionMetadata[] {
  const prefix = pattern.endsWith('*') ? pattern.slice(0, -1) : undefined;
  return all.filter(({ actionType, name }) => actionType === type && (prefix === undefined ? name === pattern : name.startsWith(prefix)));
}

function toRecord(all: readonly ActionMetadata[], prefix: string): ActionMetadataRecord {
  return Object.fromEntries(
    all.map((metadata) => {
      if (!metadata.name) {
        throw new DurakitError({
          status: 'INVALID_ARGUMENT',
          message: `Invalid metadata when listing dynamic actions from ${prefix} - name required`,
        });
      }
      return [`${prefix}:${metadata.actionType}/${metadata.name}`, metadata];
    }),
  );
}
