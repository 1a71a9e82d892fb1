/**
 * What Genkit has in `genkit/reranker`: ranked documents, references to rerankers, and their schemas and types.
 * @module
 */
export { RankedDocument } from './engine/retrieval/ranked-document.ts';
export {
  rerankerRef,
  type RerankerAction,
  type RerankerArgument,
  type RerankerFunction as RerankerFn,
  type RerankerReference,
  type RerankOptions as RerankerParams,
} from './engine/retrieval/reranker.ts';
export {
  CommonRerankerOptionsSchema,
  RankedDocumentDataSchema,
  RankedDocumentMetadataSchema,
  RerankerInfoSchema,
  type RankedDocumentData,
  type RerankerInfo,
} from './schemas/reranker-request.ts';
