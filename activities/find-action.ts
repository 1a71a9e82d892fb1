import type { Action } from '../engine/action.ts';
import type { LoadedApp } from '../engine/app-registry.ts';
import { findRegisteredStep, type RegisteredStep } from '../engine/registered-steps.ts';
import { parseActionKey, type ActionKey } from '../schemas/action-key.ts';
import { DurakitError } from '../schemas/durakit-error.ts';

/** What an activity's type leads to: a definition, or a closure that the build-time split has hoisted. */
export type FoundAction =
  | { readonly kind: 'action'; readonly app: LoadedApp; readonly action: Action }
  | { readonly kind: 'step'; readonly app: LoadedApp; readonly key: ActionKey; readonly step: RegisteredStep };

/** Throws NOT_FOUND with the names that this worker knows. */
export async function findAction(apps: readonly LoadedApp[], key: ActionKey): Promise<FoundAction> {
  for (const app of apps) {
    const action = await app.engine.registry.resolve(key);
    if (action !== undefined) return { kind: 'action', app, action };
  }
  const step = findRegisteredStep(key);
  const [app] = apps;
  if (step !== undefined && app !== undefined) return { kind: 'step', app, key, step };
  throw notFound(apps, key);
}

function notFound(apps: readonly LoadedApp[], key: ActionKey): DurakitError {
  const parsed = parseActionKey(key);
  const known = apps.flatMap(({ engine }) => engine.registry.list(parsed?.type).map(({ name }) => name)).sort();
  const subject = parsed?.type === 'model' ? `Model '${parsed.name}' not found` : `${key} not found`;
  return new DurakitError({
    // During a deploy an older worker may get a newer run's step: another try finds the newer worker.
    status: parsed?.type === 'model' ? 'NOT_FOUND' : 'UNAVAILABLE',
    message: `${subject}. This worker knows ${known.length === 0 ? 'none' : known.join(', ')}. Is it the app's newest worker, with all its plugins?`,
  });
}
