import type { ActionType } from '../../schemas/action-key.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import type { Ai } from '../create-ai.ts';
import type { Plugin } from '../plugin.ts';
import type { ActionMetadata } from '../registry/action-metadata.ts';

/** Defines what the plugin has, on the `ai` that it is part of. */
export type PluginInit = (ai: Ai) => void | Promise<void>;
/** Defines the one action that is asked for; `target` is its name without the plugin's. */
export type PluginActionResolver = (ai: Ai, type: ActionType, target: string) => void | Promise<void>;

/**
 * A plugin of the first kind: it defines its actions with the `ai` that it is given. Source: Genkit `genkit/src/plugin.ts`.
 * It is asked at the first look-up of a name that begins with `name/`.
 */
// eslint-disable-next-line max-params -- Genkit's signature
export function genkitPlugin(
  name: string,
  init: PluginInit,
  resolve?: PluginActionResolver,
  list?: () => readonly ActionMetadata[] | Promise<readonly ActionMetadata[]>,
): Plugin {
  return {
    name,
    init: async (ai) => {
      await init(requireAi(name, ai));
      return [];
    },
    ...(resolve !== undefined && {
      resolve: async (type, fullName, ai) => {
        await resolve(requireAi(name, ai), type, fullName.slice(name.length + 1));
        return undefined;
      },
    }),
    ...(list !== undefined && { list }),
  };
}

function requireAi(name: string, ai: unknown): Ai {
  if (ai !== undefined) return ai as Ai;
  throw new DurakitError({
    status: 'FAILED_PRECONDITION',
    message: `Plugin ${name} defines its actions with an ai object. Give it to durakit({ plugins: [...] }).`,
  });
}
