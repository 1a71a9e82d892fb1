import type { Embedding } from '../../schemas/embed-request.ts';
import type { Engine } from '../engine.ts';
import { markHandled } from '../mark-handled.ts';
import type { OptionsOf } from '../options-of.ts';
import type { Document } from './document.ts';
import { defineEmbedder, type EmbedderAction, type EmbedderDefinition, type EmbedderFunction } from './embedder.ts';
import { embed, embedMany, type EmbeddingBatch, type EmbedManyOptions, type EmbedOptions } from './embed.ts';
import { defineIndexer, index, type IndexerAction, type IndexerDefinition, type IndexerFunction, type IndexOptions } from './indexer.ts';
import type { RankedDocument } from './ranked-document.ts';
import {
  defineReranker,
  rerank,
  type RerankerAction,
  type RerankerDefinition,
  type RerankerFunction,
  type RerankOptions,
} from './reranker.ts';
import {
  defineRetriever,
  retrieve,
  type RetrieveOptions,
  type RetrieverAction,
  type RetrieverDefinition,
  type RetrieverFunction,
} from './retriever.ts';
import { defineSimpleRetriever, type SimpleRetrieverDefinition, type SimpleRetrieverFunction } from './simple-retriever.ts';

/** The part of `ai` that embeds, finds, stores and ranks documents. Each call is an action: an activity in flow code. Source: Genkit. */
export interface RetrievalApi {
  defineEmbedder<TConfigSchema = unknown>(
    definition: EmbedderDefinition<TConfigSchema>,
    run: EmbedderFunction<OptionsOf<TConfigSchema>>,
  ): EmbedderAction<TConfigSchema>;
  /** Rejects with NOT_FOUND for an unknown embedder. */
  embed<TConfigSchema = unknown>(options: EmbedOptions<TConfigSchema>): Promise<Embedding[]>;
  /** One call for each `info.maxEmbeddingsPerCall` contents, at most four at once; results in the order of the contents. */
  embedMany<TConfigSchema = unknown>(options: EmbedManyOptions<TConfigSchema>): Promise<EmbeddingBatch>;

  defineRetriever<TConfigSchema = unknown>(
    definition: RetrieverDefinition<TConfigSchema>,
    run: RetrieverFunction<OptionsOf<TConfigSchema>>,
  ): RetrieverAction<TConfigSchema>;
  /** A retriever over data that are no documents yet: rows, search hits, texts. */
  defineSimpleRetriever<TConfigSchema = unknown, TItem = unknown>(
    definition: SimpleRetrieverDefinition<TConfigSchema, TItem>,
    find: SimpleRetrieverFunction<OptionsOf<TConfigSchema>, TItem>,
  ): RetrieverAction<TConfigSchema>;
  /** Rejects with NOT_FOUND for an unknown retriever. */
  retrieve<TConfigSchema = unknown>(options: RetrieveOptions<TConfigSchema>): Promise<Document[]>;

  defineIndexer<TConfigSchema = unknown>(
    definition: IndexerDefinition<TConfigSchema>,
    run: IndexerFunction<OptionsOf<TConfigSchema>>,
  ): IndexerAction<TConfigSchema>;
  /** Rejects with NOT_FOUND for an unknown indexer. */
  index<TConfigSchema = unknown>(options: IndexOptions<TConfigSchema>): Promise<void>;

  defineReranker<TConfigSchema = unknown>(
    definition: RerankerDefinition<TConfigSchema>,
    run: RerankerFunction<OptionsOf<TConfigSchema>>,
  ): RerankerAction<TConfigSchema>;
  /** Rejects with NOT_FOUND for an unknown reranker. */
  rerank<TConfigSchema = unknown>(options: RerankOptions<TConfigSchema>): Promise<RankedDocument[]>;
}

/** Binds retrieval to one engine. */
export function createRetrievalApi(engine: Engine): RetrievalApi {
  const bound = {
    defineEmbedder: (definition: EmbedderDefinition, run: EmbedderFunction) => defineEmbedder(engine, definition, run),
    embed: (options: EmbedOptions) => markHandled(embed(engine, options)),
    embedMany: (options: EmbedManyOptions) => markHandled(embedMany(engine, options)),
    defineRetriever: (definition: RetrieverDefinition, run: RetrieverFunction) => defineRetriever(engine, definition, run),
    defineSimpleRetriever: (definition: SimpleRetrieverDefinition, find: SimpleRetrieverFunction) =>
      defineSimpleRetriever(engine, definition, find),
    retrieve: (options: RetrieveOptions) => markHandled(retrieve(engine, options)),
    defineIndexer: (definition: IndexerDefinition, run: IndexerFunction) => defineIndexer(engine, definition, run),
    index: (options: IndexOptions) => markHandled(index(engine, options)),
    defineReranker: (definition: RerankerDefinition, run: RerankerFunction) => defineReranker(engine, definition, run),
    rerank: (options: RerankOptions) => markHandled(rerank(engine, options)),
  };
  // The generic signatures are promises to the caller's types only; at run time there is one form.
  return bound as unknown as RetrievalApi;
}
