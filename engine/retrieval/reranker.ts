import { toActionKey } from '../../schemas/action-key.ts';
import type { DocumentData } from '../../schemas/generate-request.ts';
import type { JsonSchema } from '../../schemas/json-schema.ts';
import type { RankedDocumentData, RerankerInfo, RerankerRequest, RerankerResponse } from '../../schemas/reranker-request.ts';
import type { Action, ActionArguments } from '../action.ts';
import { callByArgument } from '../call-by-argument.ts';
import { defineCallableAction, type CallableAction } from '../callable-action.ts';
import type { Engine } from '../engine.ts';
import { mergeInputSchema } from '../merge-input-schema.ts';
import type { OptionsOf } from '../options-of.ts';
import { Document, toDocument, toDocumentData } from './document.ts';
import { DOCUMENT_SCHEMAS } from './document-schemas.ts';
import { RankedDocument } from './ranked-document.ts';
import { toDefinitionSchema } from '../to-definition-schema.ts';

/** What `ai.defineReranker` takes beside the function. Source: Genkit `ai/src/reranker.ts`. */
export interface RerankerDefinition<TConfigSchema = unknown> {
  readonly name: string;
  /** Of the options; options that do not fit are refused. */
  readonly configSchema?: TConfigSchema | undefined;
  readonly info?: RerankerInfo | undefined;
}

/** Orders documents by how well they fit a query: best first, each with its score. */
export type RerankerFunction<TOptions = unknown> = (
  ...parameters: [query: Document, documents: Document[], options: TOptions, surroundings: ActionArguments]
) => RerankerResponse | Promise<RerankerResponse>;

/** A reranker that can be handed to `ai.rerank`, or called with a request. */
export interface RerankerAction<TConfigSchema = unknown> extends CallableAction<RerankerRequest, RerankerResponse> {
  readonly __configSchema?: TConfigSchema | undefined;
}

/** A reranker by name. */
export interface RerankerReference<TConfigSchema = unknown> {
  readonly name: string;
  readonly configSchema?: TConfigSchema | undefined;
  readonly info?: RerankerInfo | undefined;
}

/** What `reranker` may be wherever it is asked for. */
export type RerankerArgument<TConfigSchema = unknown> = string | RerankerAction<TConfigSchema> | RerankerReference<TConfigSchema> | Action;

/** What `ai.rerank` takes. */
export interface RerankOptions<TConfigSchema = unknown> {
  readonly reranker: RerankerArgument<TConfigSchema>;
  readonly query: string | DocumentData;
  readonly documents: readonly DocumentData[];
  readonly options?: OptionsOf<TConfigSchema> | undefined;
}

/** The action of a reranker, not yet registered: what plugins hand over. Its `configSchema` is JSON Schema. */
export function createRerankerAction(definition: RerankerDefinition<JsonSchema>, run: RerankerFunction): Action {
  const { name, configSchema, info } = definition;
  return {
    key: toActionKey('reranker', name),
    type: 'reranker',
    name,
    description: info?.label,
    inputSchema: mergeInputSchema(DOCUMENT_SCHEMAS.rerankerRequest, configSchema),
    outputSchema: DOCUMENT_SCHEMAS.rerankerResponse,
    metadata: { type: 'reranker', info, reranker: { ...info, customOptions: configSchema } },
    body: async (request, surroundings) => {
      const { query, documents, options } = request as RerankerRequest;
      const candidates = documents.map((document) => new Document(document));
      const response = await run(new Document(query), candidates, options, surroundings);
      return { ...response, documents: response.documents.map((document) => toDocumentData(document) as RankedDocumentData) };
    },
  };
}

/** Registers a reranker under `/reranker/<name>`. Throws ALREADY_EXISTS for a second reranker of that name. */
export function defineReranker(engine: Engine, { configSchema, ...definition }: RerankerDefinition, run: RerankerFunction): RerankerAction {
  const action = createRerankerAction({ ...definition, configSchema: toDefinitionSchema(engine, configSchema) }, run);
  return Object.assign(defineCallableAction<RerankerRequest, RerankerResponse>(engine, action), { __configSchema: configSchema });
}

/** Documents by how well they fit a query, best first. */
export async function rerank(engine: Engine, { reranker, query, documents, options }: RerankOptions): Promise<RankedDocument[]> {
  const input = {
    query: toDocument(query),
    documents: documents.map(toDocumentData),
    ...(options !== undefined && { options: options as unknown }),
  };
  const missing = 'Unable to resolve the reranker';
  const response = await callByArgument(engine, { type: 'reranker', argument: reranker, input, missing });
  return (response as RerankerResponse).documents.map((document) => new RankedDocument(document));
}

/** A reference to a reranker. */
export function rerankerRef<TConfigSchema = unknown>(reference: RerankerReference<TConfigSchema>): RerankerReference<TConfigSchema> {
  return { ...reference };
}
