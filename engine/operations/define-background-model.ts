import type { GenerateRequest } from '../../schemas/generate-request.ts';
import type { ActionKey } from '../../schemas/action-key.ts';
import type { Action } from '../action.ts';
import { callAction } from '../call-action.ts';
import type { Engine } from '../engine.ts';
import { markHandled } from '../mark-handled.ts';
import { toDefinitionSchema } from '../to-definition-schema.ts';
import type { BackgroundModelDefinition, ModelOperation } from './background-model.ts';
import { createBackgroundAction } from './create-background-action.ts';
import { cancelKeyOf, checkKeyOf } from './operation-keys.ts';

/** A background model that can be handed to `ai.generate`. Source of the form: Genkit `core/src/background-action.ts`, `BackgroundAction`. */
export interface BackgroundModelAction {
  readonly key: ActionKey;
  readonly modelName: string;
  readonly supportsCancel: boolean;
  /** Sends the request and gives the job. In flow code an activity, and nothing waits for the job: `ai.generateOperation` does more. */
  start(request: GenerateRequest): Promise<ModelOperation>;
  check(operation: ModelOperation): Promise<ModelOperation>;
  /** Gives the operation back as it is where the vendor cannot stop a job. */
  cancel(operation: ModelOperation): Promise<ModelOperation>;
}

/** Registers a background model under its three keys. Throws ALREADY_EXISTS for a second one of that name. */
export function defineBackgroundModel(engine: Engine, definition: BackgroundModelDefinition): BackgroundModelAction {
  const action = createBackgroundAction({ ...definition, configSchema: toDefinitionSchema(engine, definition.configSchema) });
  engine.registry.register(engine.keepsBodies ? action : withoutBodies(action));
  const { key, name } = action;
  const call = (called: ActionKey, input: unknown): Promise<ModelOperation> =>
    markHandled(callAction(engine, { key: called, name, input, options: {} })) as Promise<ModelOperation>;
  // in the sandbox the split has dropped the functions: what the worker knows counts
  const supportsCancel = engine.describe(cancelKeyOf(name)) !== undefined;
  return {
    key,
    modelName: name,
    supportsCancel,
    start: (request) => call(key, request),
    check: (operation) => call(checkKeyOf(name), operation),
    cancel: async (operation) => (supportsCancel ? await call(cancelKeyOf(name), operation) : operation),
  };
}

function withoutBodies({ companions = [], ...action }: Action): Action {
  return {
    ...action,
    body: undefined,
    background: undefined,
    companions: companions.map((companion) => ({ ...companion, body: undefined })),
  };
}
