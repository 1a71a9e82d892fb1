import { toActionKey } from '../../schemas/action-key.ts';
import type { DocumentData } from '../../schemas/generate-request.ts';
import type { JsonSchema } from '../../schemas/json-schema.ts';
import type { RetrieverInfo, RetrieverRequest, RetrieverResponse } from '../../schemas/retriever-request.ts';
import type { Action, ActionArguments } from '../action.ts';
import { callByArgument } from '../call-by-argument.ts';
import { defineCallableAction, type CallableAction } from '../callable-action.ts';
import type { Engine } from '../engine.ts';
import { mergeInputSchema } from '../merge-input-schema.ts';
import type { OptionsOf } from '../options-of.ts';
import { Document, toDocument, toDocumentData } from './document.ts';
import { DOCUMENT_SCHEMAS } from './document-schemas.ts';
import { toDefinitionSchema } from '../to-definition-schema.ts';

/** What `ai.defineRetriever` takes beside the function. Source: Genkit `ai/src/retriever.ts`. */
export interface RetrieverDefinition<TConfigSchema = unknown> {
  readonly name: string;
  /** Of the options; options that do not fit are refused. */
  readonly configSchema?: TConfigSchema | undefined;
  readonly info?: RetrieverInfo | undefined;
}

/** Finds documents for a query, best first. */
export type RetrieverFunction<TOptions = unknown> = (
  query: Document,
  options: TOptions,
  surroundings: ActionArguments,
) => RetrieverResponse | Promise<RetrieverResponse>;

/** A retriever that can be handed to `ai.retrieve`, or called with a request. */
export interface RetrieverAction<TConfigSchema = unknown> extends CallableAction<RetrieverRequest, RetrieverResponse> {
  readonly __configSchema?: TConfigSchema | undefined;
}

/** A retriever by name. */
export interface RetrieverReference<TConfigSchema = unknown> {
  readonly name: string;
  readonly configSchema?: TConfigSchema | undefined;
  readonly info?: RetrieverInfo | undefined;
}

/** What `retriever` may be wherever it is asked for. */
export type RetrieverArgument<TConfigSchema = unknown> =
  string | RetrieverAction<TConfigSchema> | RetrieverReference<TConfigSchema> | Action;

/** What `ai.retrieve` takes. */
export interface RetrieveOptions<TConfigSchema = unknown> {
  readonly retriever: RetrieverArgument<TConfigSchema>;
  readonly query: string | DocumentData;
  readonly options?: OptionsOf<TConfigSchema> | undefined;
}

/** The action of a retriever, not yet registered: what plugins hand over. Its `configSchema` is JSON Schema. */
export function createRetrieverAction(definition: RetrieverDefinition<JsonSchema>, run: RetrieverFunction): Action {
  const { name, configSchema, info } = definition;
  return {
    key: toActionKey('retriever', name),
    type: 'retriever',
    name,
    description: info?.label,
    inputSchema: mergeInputSchema(DOCUMENT_SCHEMAS.retrieverRequest, configSchema),
    outputSchema: DOCUMENT_SCHEMAS.retrieverResponse,
    metadata: { type: 'retriever', info, retriever: { ...info, customOptions: configSchema } },
    body: async (request, surroundings) => {
      const { query, options } = request as RetrieverRequest;
      const response = await run(new Document(query), options, surroundings);
      return { ...response, documents: response.documents.map(toDocumentData) };
    },
  };
}

/** Registers a retriever under `/retriever/<name>`. Throws ALREADY_EXISTS for a second retriever of that name. */
export function defineRetriever(
  engine: Engine,
  { configSchema, ...definition }: RetrieverDefinition,
  run: RetrieverFunction,
): RetrieverAction {
  const action = createRetrieverAction({ ...definition, configSchema: toDefinitionSchema(engine, configSchema) }, run);
  return Object.assign(defineCallableAction<RetrieverRequest, RetrieverResponse>(engine, action), { __configSchema: configSchema });
}

/** Documents for a query, best first. */
export async function retrieve(engine: Engine, { retriever, query, options }: RetrieveOptions): Promise<Document[]> {
  const input = { query: toDocument(query), ...(options !== undefined && { options: options as unknown }) };
  const missing = 'Unable to resolve the retriever';
  const response = await callByArgument(engine, { type: 'retriever', argument: retriever, input, missing });
  return (response as RetrieverResponse).documents.map((document) => new Document(document));
}

/** A reference to a retriever. */
export function retrieverRef<TConfigSchema = unknown>(reference: RetrieverReference<TConfigSchema>): RetrieverReference<TConfigSchema> {
  return { ...reference };
}
