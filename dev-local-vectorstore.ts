/**
 * A vector store in a file, for development: a retriever and an indexer for each index.
 * @module
 */
import { devLocalVectorstore } from './providers/vectors/dev-local-vectorstore/dev-local-vectorstore.ts';

export {
  configureDevLocalIndexer,
  configureDevLocalRetriever,
  devLocalVectorstore,
} from './providers/vectors/dev-local-vectorstore/dev-local-vectorstore.ts';
export {
  devLocalIndexerRef,
  devLocalRetrieverRef,
  type DevLocalRetrieverOptions,
} from './providers/vectors/dev-local-vectorstore/dev-local-references.ts';
export type { DevLocalOptions } from './providers/vectors/dev-local-vectorstore/dev-local-options.ts';

export default devLocalVectorstore;
