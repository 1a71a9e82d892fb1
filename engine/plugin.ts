import type { ActionType } from '../schemas/action-key.ts';
import type { Action } from './action.ts';

/**
 * A set of actions that comes with a package. The names of its actions begin with `name/`.
 * Source: Genkit `genkitPluginV2`. In the sandbox a plugin is only its name: its actions live on the worker.
 */
export interface Plugin {
  readonly name: string;
  /** Actions that are known from the start. Called once, when the first of them is needed. */
  readonly init?: () => readonly Action[] | Promise<readonly Action[]>;
  /** An action by a name that is only known at run time (`openai/gpt-5-mini`). */
  readonly resolve?: (type: ActionType, name: string) => Action | undefined | Promise<Action | undefined>;
}
