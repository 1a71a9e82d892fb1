import type { ActionArguments } from '../../../engine/action.ts';
import { mapConcurrently } from '../../../engine/map-concurrently.ts';
import type { Document } from '../../../engine/retrieval/document.ts';
import type { IndexerDefinition, IndexerFunction } from '../../../engine/retrieval/indexer.ts';
import type { RetrievalApi } from '../../../engine/retrieval/retrieval-api.ts';
import type { RetrieverDefinition, RetrieverFunction } from '../../../engine/retrieval/retriever.ts';
import { DurakitError } from '../../../schemas/durakit-error.ts';
import type { JsonSchema } from '../../../schemas/json-schema.ts';
import { cosineSimilarity } from './cosine-similarity.ts';
import type { DevLocalOptions } from './dev-local-options.ts';
import {
  DEV_LOCAL_INDEXER_OPTIONS,
  DEV_LOCAL_RETRIEVER_OPTIONS,
  toDevLocalName,
  type DevLocalRetrieverOptions,
} from './dev-local-references.ts';
import { addToVectorFile, readVectorFile, toVector, toVectorFilePath, type VectorEntry } from './vector-file.ts';

/** What the store needs of `ai`. */
export type Embed = Pick<RetrievalApi, 'embed'>;

const DEFAULT_K = 3;
/** Documents that are embedded at once. */
const MOST_EMBEDDINGS_AT_ONCE = 8;

/** An index's retriever: its definition and its function. */
export function createDevLocalRetriever(ai: Embed, options: DevLocalOptions): [RetrieverDefinition<JsonSchema>, RetrieverFunction] {
  const { indexName, embedder, embedderOptions } = checked(options);
  const info = { label: `Local file-based Retriever - ${indexName}` };
  return [
    { name: toDevLocalName(indexName), configSchema: DEV_LOCAL_RETRIEVER_OPTIONS, info },
    async (query, queryOptions) => {
      const { k: count = DEFAULT_K } = (queryOptions ?? {}) as DevLocalRetrieverOptions;
      const entries = await readVectorFile(toVectorFilePath(options));
      const [wanted] = await ai.embed({ embedder, content: query, options: embedderOptions });
      const scored = Object.values(entries).map((entry) => ({
        doc: entry.doc,
        score: cosineSimilarity(wanted?.embedding ?? [], toVector(entry)),
      }));
      const best = scored.sort((left, right) => right.score - left.score).slice(0, Math.max(0, count));
      return { documents: best.map(({ doc }) => doc) };
    },
  ];
}

/** An index's indexer: its definition and its function. */
export function createDevLocalIndexer(ai: Embed, options: DevLocalOptions): [IndexerDefinition<JsonSchema>, IndexerFunction] {
  const { indexName } = checked(options);
  return [
    { name: toDevLocalName(indexName), configSchema: DEV_LOCAL_INDEXER_OPTIONS },
    async (documents: Document[], _options: unknown, { abortSignal }: ActionArguments) => {
      const embedded = await mapConcurrently(documents, MOST_EMBEDDINGS_AT_ONCE, (document) => toEntries(ai, options, document));
      abortSignal.throwIfAborted();
      await addToVectorFile(toVectorFilePath(options), embedded.flat());
    },
  ];
}

/** An entry for each embedding that the embedder makes of the document. */
async function toEntries(ai: Embed, { embedder, embedderOptions }: DevLocalOptions, document: Document): Promise<VectorEntry[]> {
  const embeddings = await ai.embed({ embedder, content: document, options: embedderOptions });
  const documents = document.getEmbeddingDocuments(embeddings);
  return documents.flatMap((own, position) => {
    const embedding = embeddings[position];
    return embedding === undefined ? [] : [{ doc: own.toJSON(), embedding }];
  });
}

function checked(options: DevLocalOptions): DevLocalOptions {
  if (options.indexName !== '' && !/[/\\]/.test(options.indexName)) return options;
  throw new DurakitError({
    status: 'INVALID_ARGUMENT',
    message: `'${options.indexName}' cannot be the name of an index: it becomes part of a file's name, so it must have letters and no slash.`,
  });
}
