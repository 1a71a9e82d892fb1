import type { ActionType } from '../schemas/action-key.ts';
import type { Action } from './action.ts';
import type { BatchPort } from './batches/batch-port.ts';
import type { ActionMetadata } from './registry/action-metadata.ts';

/**
 * A set of actions that comes with a package. The names of its actions begin with `name/`.
 * Source: Genkit `genkitPluginV2`. In the sandbox a plugin is only its name: its actions live on the worker.
 */
export interface Plugin {
  readonly name: string;
  /** Actions that are known from the start. Called once, when the first of them is needed. `ai` is for plugins that define by themselves. */
  readonly init?: (ai?: unknown) => readonly Action[] | Promise<readonly Action[]>;
  /** An action by a name that is only known at run time (`openai/gpt-5-mini`), the plugin's name included. */
  readonly resolve?: (type: ActionType, name: string, ai?: unknown) => Action | undefined | Promise<Action | undefined>;
  /** What {@link Plugin.resolve} could give, for lists. */
  readonly list?: () => readonly ActionMetadata[] | Promise<readonly ActionMetadata[]>;
  /** How the vendor takes requests in batches: where calls with `batch` go. Missing where it takes none. */
  readonly batch?: BatchPort;
  /** Middleware of `generate` that can be named in `use`. */
  readonly middleware?: () => readonly NamedMiddleware[];
}

/** A definition of middleware, as the registry keeps it. */
export interface NamedMiddleware {
  readonly name: string;
}
