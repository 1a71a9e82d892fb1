import { toActionKey, type ActionKey } from '../schemas/action-key.ts';
import type { GenerateRequest } from '../schemas/generate-request.ts';
import type { GenerateResponseChunkData, GenerateResponseData } from '../schemas/generate-response.ts';
import type { ModelInfo } from '../schemas/model-info.ts';
import type { Action, ActionArguments } from './action.ts';
import { callAction } from './call-action.ts';
import type { Engine } from './engine.ts';

/** What `ai.defineModel` takes beside the runner. Source: Genkit `ai/src/model.ts`. */
export interface ModelConfiguration extends ModelInfo {
  readonly name: string;
  readonly configSchema?: unknown;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** Calls the model once. `sendChunk` streams; `abortSignal` must reach the socket. */
export type ModelRunner = (
  request: GenerateRequest,
  surroundings: Omit<ActionArguments, 'sendChunk'> & { readonly sendChunk: (chunk: GenerateResponseChunkData) => void },
) => GenerateResponseData | Promise<GenerateResponseData>;

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
export type ModelArgument = string | ModelReference | ModelAction;

/** The action of a model, not yet registered: what plugins hand over. */
export function createModelAction({ name, metadata, configSchema: _unused, ...info }: ModelConfiguration, runner: ModelRunner): Action {
  return {
    key: toActionKey('model', name),
    type: 'model',
    name,
    description: info.label,
    metadata: { ...metadata, model: { label: info.label ?? name, ...info } },
    body: (request, surroundings) => runner(request as GenerateRequest, surroundings),
  };
}

/** Registers a model under `/model/<name>`. Throws ALREADY_EXISTS for a second model of that name. */
export function defineModel(engine: Engine, configuration: ModelConfiguration, runner: ModelRunner): ModelAction {
  const action = createModelAction(configuration, runner);
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
