import { toActionKey, type ActionKey, type ActionType } from '../../schemas/action-key.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import type { Action } from '../action.ts';

/** Told what nobody has to catch. */
export type Log = (message: string, error?: unknown) => void;

/** The actions that were registered, in the order of their registration. */
export interface ActionMap {
  register(action: Action): void;
  overwrite(type: ActionType, action: Action): void;
  get(key: string): Action | undefined;
  values(): Action[];
}

/** An empty map. `log` is told of overwritten actions. */
export function createActionMap(log: Log): ActionMap {
  const actions = new Map<string, Action>();
  return {
    register: (action) => {
      const all = [action, ...(action.companions ?? [])];
      for (const { key } of all) if (actions.has(key)) throw definedTwice(key);
      for (const registered of all) actions.set(registered.key, registered);
    },
    overwrite: (type, action) => {
      if (action.type !== type) {
        throw new DurakitError({
          status: 'INVALID_ARGUMENT',
          message: `action type (${type}) does not match type on action (${action.type})`,
        });
      }
      const key = toActionKey(type, action.name);
      if (actions.has(key)) log(`ERROR: ${key} already has an entry in the registry. Overwriting.`);
      actions.set(key, { ...action, key });
    },
    get: (key) => actions.get(key),
    values: () => [...actions.values()],
  };
}

function definedTwice(key: ActionKey): DurakitError {
  return new DurakitError({
    status: 'ALREADY_EXISTS',
    message: `${key} is defined twice. Give one of the two definitions another name.`,
  });
}
