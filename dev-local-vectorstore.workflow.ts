/**
 * `durakit/dev-local-vectorstore` in Temporal's workflow sandbox: names and references only. The files are the worker's.
 * @module
 */
import type { Plugin } from './engine/plugin.ts';
import type { IndexerAction } from './engine/retrieval/indexer.ts';
import type { RetrievalApi } from './engine/retrieval/retrieval-api.ts';
import type { RetrieverAction } from './engine/retrieval/retriever.ts';
import type { DevLocalOptions } from './providers/vectors/dev-local-vectorstore/dev-local-options.ts';
import { DEV_LOCAL_VECTORSTORE, toDevLocalName } from './providers/vectors/dev-local-vectorstore/dev-local-references.ts';
import { DurakitError } from './schemas/durakit-error.ts';

export type { DevLocalOptions };
export {
  devLocalIndexerRef,
  devLocalRetrieverRef,
  type DevLocalRetrieverOptions,
} from './providers/vectors/dev-local-vectorstore/dev-local-references.ts';

/** The plugin as a workflow needs it: its name. */
export function devLocalVectorstore(_stores: readonly DevLocalOptions[]): Plugin {
  return { name: DEV_LOCAL_VECTORSTORE };
}

/** The retriever of an index by its name; it runs on the worker. */
export function configureDevLocalRetriever(ai: Pick<RetrievalApi, 'defineRetriever'>, { indexName }: DevLocalOptions): RetrieverAction {
  return ai.defineRetriever({ name: toDevLocalName(indexName) }, runsOnWorker);
}

/** The indexer of an index by its name; it runs on the worker. */
export function configureDevLocalIndexer(ai: Pick<RetrievalApi, 'defineIndexer'>, { indexName }: DevLocalOptions): IndexerAction {
  return ai.defineIndexer({ name: toDevLocalName(indexName) }, runsOnWorker);
}

function runsOnWorker(): never {
  throw new DurakitError({ status: 'FAILED_PRECONDITION', message: 'An index is a file of the worker: a workflow cannot read it itself.' });
}

export default devLocalVectorstore;
