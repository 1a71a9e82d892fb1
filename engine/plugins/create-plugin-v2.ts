import { toActionKey, type ActionType } from '../../schemas/action-key.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import type { Action } from '../action.ts';
import type { BatchPort } from '../batches/batch-port.ts';
import type { NamedMiddleware, Plugin } from '../plugin.ts';
import type { ActionMetadata } from '../registry/action-metadata.ts';
import { createDetachedAction, type DetachedAction } from '../registry/detached-action.ts';
import { toAction, type ActionLike, type ToJsonSchema } from '../registry/to-action.ts';

/** A plugin that hands its actions over. Names may leave the plugin's out. Source: Genkit `genkit/src/plugin.ts`, `GenkitPluginV2`. */
export interface PluginV2Options {
  readonly name: string;
  readonly init?: () => readonly ActionLike[] | Promise<readonly ActionLike[]>;
  /** `name` comes without the plugin's. */
  readonly resolve?: (type: ActionType, name: string) => ActionLike | undefined | Promise<ActionLike | undefined>;
  readonly list?: () => readonly ActionMetadata[] | Promise<readonly ActionMetadata[]>;
  readonly middleware?: () => readonly NamedMiddleware[];
  /** See {@link Plugin.batch}. */
  readonly batch?: BatchPort;
}

/** What `genkitPluginV2` gives. */
export interface PluginV2 extends Plugin {
  readonly version: 'v2';
  /** The model itself, to call it without an `ai`. Rejects with NOT_FOUND. */
  model(name: string): Promise<PluginModel>;
}

/** A model of a plugin; `ai.generate({ model })` takes it too. */
export type PluginModel = DetachedAction & { readonly modelName: string };

/** A plugin of the second kind. Schemas of its actions are converted by `toJsonSchema`. */
export function createPluginV2(options: PluginV2Options, toJsonSchema: ToJsonSchema): PluginV2 {
  const { name, init, resolve, list, middleware, batch } = options;
  const own = (value: ActionLike): Action => withPrefix(name, toAction(value, toJsonSchema));
  const resolveOwn = async (type: ActionType, target: string): Promise<Action | undefined> => {
    const found = await resolve?.(type, withoutPrefix(name, target));
    return found === undefined ? undefined : own(found);
  };
  return {
    version: 'v2',
    name,
    init: async () => ((await init?.()) ?? []).map(own),
    resolve: resolveOwn,
    list: async () =>
      ((await list?.()) ?? []).map((metadata) => (metadata.name ? { ...metadata, name: prefixed(name, metadata.name) } : metadata)),
    ...(middleware !== undefined && { middleware }),
    ...(batch !== undefined && { batch }),
    model: async (modelName) => {
      const action = (await resolveOwn('model', modelName)) ?? (await findModel(options, own, modelName));
      if (action !== undefined) return Object.assign(createDetachedAction(action), { modelName: action.name });
      throw new DurakitError({ status: 'NOT_FOUND', message: `Failed to resolve model ${modelName} for plugin ${name}` });
    },
  };
}

async function findModel({ name, init }: PluginV2Options, own: (value: ActionLike) => Action, model: string): Promise<Action | undefined> {
  const actions = ((await init?.()) ?? []).map(own);
  return actions.find((action) => action.type === 'model' && action.name === prefixed(name, model));
}

function withPrefix(plugin: string, action: Action): Action {
  const name = prefixed(plugin, action.name);
  if (name === action.name) return action;
  return action.renamed?.(name) ?? { ...action, name, key: toActionKey(action.type, name) };
}

function prefixed(plugin: string, name: string): string {
  return name.startsWith(`${plugin}/`) ? name : `${plugin}/${name}`;
}

function withoutPrefix(plugin: string, name: string): string {
  return name.startsWith(`${plugin}/`) ? name.slice(plugin.length + 1) : name;
}
