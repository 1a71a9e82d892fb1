import { parseActionKey, toActionKey, type ActionKey } from '../../schemas/action-key.ts';

/** The key of the action that looks at a model's jobs. */
export function checkKeyOf(model: string): ActionKey {
  return toActionKey('check-operation', `${model}/check`);
}

/** The key of the action that stops a model's jobs. */
export function cancelKeyOf(model: string): ActionKey {
  return toActionKey('cancel-operation', `${model}/cancel`);
}

/** The background model that a `check` or `cancel` belongs to; undefined for every other key. */
export function backgroundKeyOf(key: string): ActionKey | undefined {
  const { type, name = '' } = parseActionKey(key) ?? {};
  const suffix = type === 'check-operation' ? '/check' : type === 'cancel-operation' ? '/cancel' : undefined;
  if (suffix === undefined || !name.endsWith(suffix)) return undefined;
  return toActionKey('background-model', name.slice(0, -suffix.length));
}

/** The model of an operation's `action`; undefined where that is no background model's key. */
export function modelOfAction(action: string): string | undefined {
  const parsed = parseActionKey(action);
  return parsed?.type === 'background-model' ? parsed.name : undefined;
}
