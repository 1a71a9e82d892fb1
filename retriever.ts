/**
 * What Genkit has in `genkit/retriever`: documents, references to retrievers and indexers, and their schemas and types.
 * @module
 */
export { Document } from './engine/retrieval/document.ts';
export {
  indexerRef,
  type IndexerAction,
  type IndexerArgument,
  type IndexerFunction as IndexerFn,
  type IndexerReference,
  type IndexOptions as IndexerParams,
} from './engine/retrieval/indexer.ts';
export {
  retrieverRef,
  type RetrieveOptions as RetrieverParams,
  type RetrieverAction,
  type RetrieverArgument,
  type RetrieverFunction as RetrieverFn,
  type RetrieverReference,
} from './engine/retrieval/retriever.ts';
export type { SimpleRetrieverDefinition as SimpleRetrieverOptions } from './engine/retrieval/simple-retriever.ts';
export { DocumentSchema as DocumentDataSchema, type DocumentData } from './schemas/generate-request.ts';
export { IndexerInfoSchema, type IndexerInfo } from './schemas/indexer-request.ts';
export type { MediaPart, Part, TextPart } from './schemas/part.ts';
export { CommonRetrieverOptionsSchema, RetrieverInfoSchema, type RetrieverInfo } from './schemas/retriever-request.ts';
