import { indexerRef, type IndexerReference } from '../../../engine/retrieval/indexer.ts';
import { retrieverRef, type RetrieverReference } from '../../../engine/retrieval/retriever.ts';
import type { JsonSchema } from '../../../schemas/json-schema.ts';

/** The plugin's name. */
export const DEV_LOCAL_VECTORSTORE = 'devLocalVectorstore';

/** Options of the retrievers: `k`, how many documents are wanted, 3 by default. */
export interface DevLocalRetrieverOptions {
  readonly k?: number | undefined;
}

/** A JSON Schema that says its type, as zod's schemas do. */
type RetrieverOptionsSchema = JsonSchema & { readonly _output: DevLocalRetrieverOptions };
type IndexerOptionsSchema = JsonSchema & { readonly _output: null };

/** JSON Schema of {@link DevLocalRetrieverOptions}. */
export const DEV_LOCAL_RETRIEVER_OPTIONS = {
  type: 'object',
  properties: { k: { type: 'number', description: 'Number of documents to retrieve' } },
} as unknown as RetrieverOptionsSchema;

/** JSON Schema of the indexers' options: there are none. */
export const DEV_LOCAL_INDEXER_OPTIONS = { type: 'null' } as unknown as IndexerOptionsSchema;

/** The full name of an index's retriever and indexer. */
export function toDevLocalName(indexName: string): string {
  return `${DEV_LOCAL_VECTORSTORE}/${indexName}`;
}

/** A reference to the retriever of an index. */
export function devLocalRetrieverRef(indexName: string): RetrieverReference<RetrieverOptionsSchema> {
  return retrieverRef({
    name: toDevLocalName(indexName),
    info: { label: `Local file-based Retriever - ${indexName}` },
    configSchema: DEV_LOCAL_RETRIEVER_OPTIONS,
  });
}

/** A reference to the indexer of an index. */
export function devLocalIndexerRef(indexName: string): IndexerReference<IndexerOptionsSchema> {
  return indexerRef({
    name: toDevLocalName(indexName),
    info: { label: `Local file-based Indexer - ${indexName}` },
    configSchema: DEV_LOCAL_INDEXER_OPTIONS,
  });
}
