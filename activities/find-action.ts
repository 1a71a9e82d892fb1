import type { Action } from '../engine/action.ts';
import type { LoadedApp } from '../engine/app-registry.ts';
import { listPromptNames } from '../engine/prompts/prompt-actions.ts';
import { createBackgroundModelError } from '../engine/generate/call-background-model.ts';
import { backgroundKeyOf } from '../engine/operations/operation-keys.ts';
import { fromPromptName, promptNotFound } from '../engine/prompts/prompt-name.ts';
import { isNamedType, toNotFound } from '../engine/to-not-found.ts';
import { findRegisteredStep, type RegisteredStep } from '../engine/registered-steps.ts';
import { parseActionKey, toActionKey, type ActionKey } from '../schemas/action-key.ts';
import { DurakitError } from '../schemas/durakit-error.ts';

/** What an activity's type leads to: a definition, or a closure that the build-time split has hoisted. */
export type FoundAction =
  | { readonly kind: 'action'; readonly app: LoadedApp; readonly action: Action }
  | { readonly kind: 'step'; readonly app: LoadedApp; readonly key: ActionKey; readonly step: RegisteredStep };

/** Throws NOT_FOUND for a model, in Genkit's words, and UNAVAILABLE with the names that this worker knows for anything else. */
export async function findAction(apps: readonly LoadedApp[], key: ActionKey): Promise<FoundAction> {
  for (const app of apps) {
    const action = await app.engine.registry.resolve(key);
    if (action !== undefined) return { kind: 'action', app, action };
  }
  const step = findRegisteredStep(key);
  const [app] = apps;
  if (step !== undefined && app !== undefined) return { kind: 'step', app, key, step };
  const { type, name = key } = parseActionKey(key) ?? {};
  if (app !== undefined && (type === 'prompt' || type === 'executable-prompt')) {
    throw promptNotFound(fromPromptName(name), await listPromptNames(app.engine));
  }
  if (type === 'model' && (await hasBackgroundModel(apps, name))) throw createBackgroundModelError(name);
  const background = backgroundKeyOf(key);
  if (background !== undefined) throw await toOperationNotFound(apps, key, background);
  // a name is looked for in the flow's own app; where a deploy goes on, all that this worker has is of interest
  const asked = isNamedType(type) ? apps.slice(0, 1) : apps;
  throw toNotFound(key, { known: asked.flatMap(({ engine }) => engine.registry.list(type).map(({ name }) => name)).sort() });
}

async function hasBackgroundModel(apps: readonly LoadedApp[], name: string): Promise<boolean> {
  for (const { engine } of apps) if ((await engine.registry.resolve(toActionKey('background-model', name))) !== undefined) return true;
  return false;
}

/** Source of the words: Genkit `ai/src/check-operation.ts`. */
async function toOperationNotFound(apps: readonly LoadedApp[], key: ActionKey, action: ActionKey): Promise<DurakitError> {
  const model = parseActionKey(action)?.name ?? '';
  if (key.startsWith('/cancel-operation/') && (await hasBackgroundModel(apps, model))) {
    return new DurakitError({ status: 'UNIMPLEMENTED', message: `Background action ${action} does not support cancellation.` });
  }
  return new DurakitError({ status: 'INVALID_ARGUMENT', message: `Failed to resolve background action from original request: ${action}` });
}

/** The app of a run's flow comes first: what several have under one key, the engine's own actions among it, is the flow's own. */
export function ownAppFirst(apps: readonly LoadedApp[], flow: string | undefined): readonly LoadedApp[] {
  const own = flow === undefined ? undefined : apps.find(({ engine }) => engine.flows.has(flow));
  return own === undefined || own === apps[0] ? apps : [own, ...apps.filter((app) => app !== own)];
}
