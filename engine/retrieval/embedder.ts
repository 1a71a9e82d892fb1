import { toActionKey } from '../../schemas/action-key.ts';
import type { EmbedderInfo, EmbedRequest, EmbedResponse } from '../../schemas/embed-request.ts';
import type { JsonSchema } from '../../schemas/json-schema.ts';
import type { Action, ActionArguments } from '../action.ts';
import { defineCallableAction, type CallableAction } from '../callable-action.ts';
import type { Engine } from '../engine.ts';
import type { OptionsOf } from '../options-of.ts';
import { Document } from './document.ts';
import { DOCUMENT_SCHEMAS } from './document-schemas.ts';
import { toDefinitionSchema } from '../to-definition-schema.ts';

/** What `ai.defineEmbedder` takes beside the function. Source: Genkit `ai/src/embedder.ts`. */
export interface EmbedderDefinition<TConfigSchema = unknown> {
  readonly name: string;
  /** Of the options; listed, not enforced, as in Genkit. */
  readonly configSchema?: TConfigSchema | undefined;
  readonly info?: EmbedderInfo | undefined;
}

/** Embeds documents, in their order. `abortSignal` should reach the socket. */
export type EmbedderFunction<TOptions = unknown> = (
  documents: Document[],
  options: TOptions,
  surroundings: ActionArguments,
) => EmbedResponse | Promise<EmbedResponse>;

/** An embedder that can be handed to `ai.embed`, or called with a request. */
export interface EmbedderAction<TConfigSchema = unknown> extends CallableAction<EmbedRequest, EmbedResponse> {
  readonly __configSchema?: TConfigSchema | undefined;
}

/** An embedder by name, with settings of its own. Source: Genkit `EmbedderReference`. */
export interface EmbedderReference<TConfigSchema = unknown> {
  readonly name: string;
  readonly configSchema?: TConfigSchema | undefined;
  readonly info?: EmbedderInfo | undefined;
  /** Under the options of each call. */
  readonly config?: OptionsOf<TConfigSchema> | undefined;
  readonly version?: string | undefined;
}

/** What `embedder` may be wherever it is asked for. */
export type EmbedderArgument<TConfigSchema = unknown> = string | EmbedderAction<TConfigSchema> | EmbedderReference<TConfigSchema> | Action;

/** The action of an embedder, not yet registered: what plugins hand over. Its `configSchema` is JSON Schema. */
export function createEmbedderAction(definition: EmbedderDefinition<JsonSchema>, run: EmbedderFunction): Action {
  const { name, configSchema, info } = definition;
  return {
    key: toActionKey('embedder', name),
    type: 'embedder',
    name,
    description: info?.label,
    inputSchema: DOCUMENT_SCHEMAS.embedRequest,
    outputSchema: DOCUMENT_SCHEMAS.embedResponse,
    metadata: { type: 'embedder', info, embedder: { ...info, customOptions: configSchema } },
    body: (request, surroundings) => {
      const { input, options } = request as EmbedRequest;
      return run(
        input.map((document) => new Document(document)),
        options,
        surroundings,
      );
    },
  };
}

/** Registers an embedder under `/embedder/<name>`. Throws ALREADY_EXISTS for a second embedder of that name. */
export function defineEmbedder(engine: Engine, { configSchema, ...definition }: EmbedderDefinition, run: EmbedderFunction): EmbedderAction {
  const action = createEmbedderAction({ ...definition, configSchema: toDefinitionSchema(engine, configSchema) }, run);
  return Object.assign(defineCallableAction<EmbedRequest, EmbedResponse>(engine, action), { __configSchema: configSchema });
}

/** A reference to an embedder; with a `namespace` the name begins with it. Source: Genkit `embedderRef`. */
export function embedderRef<TConfigSchema = unknown>({
  namespace,
  ...reference
}: EmbedderReference<TConfigSchema> & { readonly namespace?: string | undefined }): EmbedderReference<TConfigSchema> {
  const { name } = reference;
  const isComplete = namespace === undefined || namespace === '' || name.startsWith(`${namespace}/`);
  return { ...reference, name: isComplete ? name : `${namespace}/${name}` };
}
