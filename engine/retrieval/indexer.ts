import { toActionKey } from '../../schemas/action-key.ts';
import type { EmbedderInfo } from '../../schemas/embed-request.ts';
import type { DocumentData } from '../../schemas/generate-request.ts';
import type { IndexerInfo, IndexerRequest } from '../../schemas/indexer-request.ts';
import type { JsonSchema } from '../../schemas/json-schema.ts';
import type { Action, ActionArguments } from '../action.ts';
import { callByArgument } from '../call-by-argument.ts';
import { defineCallableAction, type CallableAction } from '../callable-action.ts';
import type { Engine } from '../engine.ts';
import { mergeInputSchema } from '../merge-input-schema.ts';
import type { OptionsOf } from '../options-of.ts';
import { Document, toDocumentData } from './document.ts';
import { DOCUMENT_SCHEMAS } from './document-schemas.ts';
import { toDefinitionSchema } from '../to-definition-schema.ts';

/** What `ai.defineIndexer` takes beside the function. Source: Genkit `ai/src/retriever.ts`. */
export interface IndexerDefinition<TConfigSchema = unknown> {
  readonly name: string;
  /** Of the options; options that do not fit are refused. */
  readonly configSchema?: TConfigSchema | undefined;
  /** Of the embedder that it uses, for lists. */
  readonly embedderInfo?: EmbedderInfo | undefined;
}

/** Stores documents. It may be called twice with the same ones: a step that was cut off is tried again. */
export type IndexerFunction<TOptions = unknown> = (
  documents: Document[],
  options: TOptions,
  surroundings: ActionArguments,
) => void | Promise<void>;

/** An indexer that can be handed to `ai.index`, or called with a request. */
export interface IndexerAction<TConfigSchema = unknown> extends CallableAction<IndexerRequest, void> {
  readonly __configSchema?: TConfigSchema | undefined;
}

/** An indexer by name. */
export interface IndexerReference<TConfigSchema = unknown> {
  readonly name: string;
  readonly configSchema?: TConfigSchema | undefined;
  readonly info?: IndexerInfo | undefined;
}

/** What `indexer` may be wherever it is asked for. */
export type IndexerArgument<TConfigSchema = unknown> = string | IndexerAction<TConfigSchema> | IndexerReference<TConfigSchema> | Action;

/** What `ai.index` takes. */
export interface IndexOptions<TConfigSchema = unknown> {
  readonly indexer: IndexerArgument<TConfigSchema>;
  readonly documents: readonly DocumentData[];
  readonly options?: OptionsOf<TConfigSchema> | undefined;
}

/** The action of an indexer, not yet registered: what plugins hand over. Its `configSchema` is JSON Schema. */
export function createIndexerAction(definition: IndexerDefinition<JsonSchema>, run: IndexerFunction): Action {
  const { name, configSchema, embedderInfo } = definition;
  return {
    key: toActionKey('indexer', name),
    type: 'indexer',
    name,
    inputSchema: mergeInputSchema(DOCUMENT_SCHEMAS.indexerRequest, configSchema),
    metadata: { type: 'indexer', embedderInfo, indexer: { customOptions: configSchema } },
    body: async (request, surroundings) => {
      const { documents, options } = request as IndexerRequest;
      await run(
        documents.map((document) => new Document(document)),
        options,
        surroundings,
      );
    },
  };
}

/** Registers an indexer under `/indexer/<name>`. Throws ALREADY_EXISTS for a second indexer of that name. */
export function defineIndexer(engine: Engine, { configSchema, ...definition }: IndexerDefinition, run: IndexerFunction): IndexerAction {
  const action = createIndexerAction({ ...definition, configSchema: toDefinitionSchema(engine, configSchema) }, run);
  return Object.assign(defineCallableAction<IndexerRequest, void>(engine, action), { __configSchema: configSchema });
}

/** Stores documents where retrievers find them. */
export async function index(engine: Engine, { indexer, documents, options }: IndexOptions): Promise<void> {
  const input = { documents: documents.map(toDocumentData), ...(options !== undefined && { options: options as unknown }) };
  await callByArgument(engine, { type: 'indexer', argument: indexer, input, missing: 'Unable to utilize the provided indexer' });
}

/** A reference to an indexer. */
export function indexerRef<TConfigSchema = unknown>(reference: IndexerReference<TConfigSchema>): IndexerReference<TConfigSchema> {
  return { ...reference };
}
