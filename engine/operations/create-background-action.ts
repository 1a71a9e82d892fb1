import { toActionKey, type ActionKey } from '../../schemas/action-key.ts';
import type { GenerateRequest } from '../../schemas/generate-request.ts';
import type { JsonSchema } from '../../schemas/json-schema.ts';
import type { OperationSettings } from '../../schemas/operation-settings.ts';
import type { Action, ActionArguments } from '../action.ts';
import { toModelInputSchema } from '../models/model-input-schema.ts';
import type { BackgroundModelDefinition, ModelOperation, OperationArguments } from './background-model.ts';
import { cancelKeyOf, checkKeyOf } from './operation-keys.ts';
import { toOperationSettings } from './operation-settings-of.ts';

/** A background model whose `configSchema` is JSON Schema. */
export type BackgroundActionDefinition = BackgroundModelDefinition & { readonly configSchema?: JsonSchema | undefined };

/**
 * The actions of a background model, not yet registered: the one that starts, with `check` and `cancel` as its companions. In the sandbox
 * the functions are missing. Source of keys and metadata: Genkit `core/src/background-action.ts`, `ai/src/model.ts`.
 */
export function createBackgroundAction(definition: BackgroundActionDefinition): Action {
  const { name, label = name, versions, stage, configSchema, metadata, adopt, download, idempotent = false } = definition;
  const supports = { longRunning: true, ...definition.supports };
  const settings = toOperationSettings(definition);
  const info = { label, ...(versions !== undefined && { versions }), supports, ...(stage !== undefined && { stage }) };
  return {
    key: toActionKey('background-model', name),
    type: 'background-model',
    name,
    description: label,
    inputSchema: toModelInputSchema(configSchema),
    metadata: {
      ...metadata,
      type: 'background-model',
      model: { ...info, ...(configSchema !== undefined && { customOptions: configSchema }) },
      operation: settings,
    },
    body: createStartBody(definition),
    background: { adopt, download, idempotent },
    companions: createCompanions(definition, settings),
    renamed: (renamed) => createBackgroundAction({ ...definition, name: renamed, label }),
  };
}

function createStartBody({ name, start }: BackgroundActionDefinition): NonNullable<Action['body']> {
  return async (request, surroundings) => {
    const { idempotencyKey = '' } = surroundings;
    const began = Date.now();
    const operation = await start(request as GenerateRequest, { ...toArguments(surroundings), idempotencyKey });
    return { ...operation, action: toActionKey('background-model', name), latencyMs: Date.now() - began };
  };
}

function createCompanions({ name, check, cancel }: BackgroundActionDefinition, { cancels }: OperationSettings): Action[] {
  const companion = (key: ActionKey, type: Action['type'], run: BackgroundActionDefinition['check']): Action => ({
    key,
    type,
    name: key.slice(`/${type}/`.length),
    body: async (operation, surroundings) => ({
      ...(await run(operation as ModelOperation, toArguments(surroundings))),
      action: toActionKey('background-model', name),
    }),
  });
  return [
    companion(checkKeyOf(name), 'check-operation', check),
    // a definition without `cancel` has no such action, as in Genkit
    ...(cancels
      ? [companion(cancelKeyOf(name), 'cancel-operation', (operation, options) => cancel?.(operation, options) ?? operation)]
      : []),
  ];
}

function toArguments({ context, abortSignal }: ActionArguments): OperationArguments {
  return { context, abortSignal };
}
