import { toActionKey, type ActionKey } from '../schemas/action-key.ts';
import type { GenerateRequest } from '../schemas/generate-request.ts';
import type { GenerateResponseData } from '../schemas/generate-response.ts';
import type { JsonSchema } from '../schemas/json-schema.ts';
import type { ModelInfo } from '../schemas/model-info.ts';
import type { Action } from './action.ts';
import { callAction } from './call-action.ts';
import type { Engine } from './engine.ts';
import type { BackgroundModelAction } from './operations/define-background-model.ts';
import type { ModelMiddlewareArgument } from './middleware/middleware.ts';
import { toModelInputSchema } from './models/model-input-schema.ts';
import type { AnyModelRunner, ModelApiVersion } from './models/model-runner.ts';
import { createModelBody } from './models/run-model.ts';
import { toDefinitionSchema } from './to-definition-schema.ts';

export type { ModelRunner } from './models/model-runner.ts';

/** What `ai.defineModel` takes beside the runner. Source: Genkit `ai/src/model.ts`. */
export interface ModelConfiguration extends ModelInfo {
  readonly name: string;
  /** `v2`: the runner's second argument is what surrounds it. Else it is a function that sends a chunk, see {@link AnyModelRunner}. */
  readonly apiVersion?: ModelApiVersion;
  /** Of `config` in a request, which is checked before the model is called. */
  readonly configSchema?: unknown;
  readonly metadata?: Readonly<Record<string, unknown>>;
  /** Runs inside the model's action, on the worker, whoever calls it; the first is the outermost. */
  readonly use?: readonly ModelMiddlewareArgument[];
}

/** A model that can be handed to `ai.generate`, or called with a request. */
export interface ModelAction {
  (request: GenerateRequest): Promise<GenerateResponseData>;
  readonly key: ActionKey;
  readonly modelName: string;
}

/** A model by name, with settings of its own. Source: Genkit `modelRef`. */
export interface ModelReference {
  readonly name: string;
  readonly version?: string;
  readonly config?: Readonly<Record<string, unknown>>;
}

/** What `model` may be wherever it is asked for. */
export type ModelArgument = string | ModelReference | ModelAction | BackgroundModelAction;

/** The action of a model, not yet registered: what plugins hand over. `configSchema` is a JSON Schema here. */
export function createModelAction(
  { name, metadata, configSchema, use = [], apiVersion, ...info }: ModelConfiguration & { readonly configSchema?: JsonSchema | undefined },
  runner: AnyModelRunner,
): Action {
  const label = info.label ?? name;
  return {
    key: toActionKey('model', name),
    type: 'model',
    name,
    description: info.label,
    inputSchema: toModelInputSchema(configSchema),
    metadata: { ...metadata, model: { label, ...info, ...(configSchema !== undefined && { customOptions: configSchema }) } },
    body: createModelBody({ name, supports: info.supports, apiVersion, use, runner }),
  };
}

/** Registers a model under `/model/<name>`. Throws ALREADY_EXISTS for a second model of that name. */
export function defineModel(engine: Engine, configuration: ModelConfiguration, runner: AnyModelRunner): ModelAction {
  const action = createModelAction({ ...configuration, configSchema: toDefinitionSchema(engine, configuration.configSchema) }, runner);
  engine.registry.register(engine.keepsBodies ? action : { ...action, body: undefined });
  const call = async (request: GenerateRequest): Promise<GenerateResponseData> =>
    (await callAction(engine, { key: action.key, name: action.name, input: request, options: {} })) as GenerateResponseData;
  return Object.assign(call, { key: action.key, modelName: action.name });
}

/** Name and settings of any {@link ModelArgument}. */
export function toModelReference(model: ModelArgument): ModelReference {
  if (typeof model === 'string') return { name: model };
  return 'modelName' in model ? { name: model.modelName } : model;
}
