import type { Plugin } from '../../../engine/plugin.ts';
import { createIndexerAction, type IndexerAction } from '../../../engine/retrieval/indexer.ts';
import type { RetrievalApi } from '../../../engine/retrieval/retrieval-api.ts';
import { createRetrieverAction, type RetrieverAction } from '../../../engine/retrieval/retriever.ts';
import { DurakitError } from '../../../schemas/durakit-error.ts';
import { createDevLocalIndexer, createDevLocalRetriever, type Embed } from './dev-local-actions.ts';
import type { DevLocalOptions } from './dev-local-options.ts';
import { DEV_LOCAL_VECTORSTORE } from './dev-local-references.ts';

/**
 * Retrievers and indexers over files in the working directory, for development: all vectors are read for each query, and only the
 * writers of one process take turns. Their names are `devLocalVectorstore/<index>`. Throws INVALID_ARGUMENT for an impossible index name.
 */
export function devLocalVectorstore(stores: readonly DevLocalOptions[]): Plugin {
  return {
    name: DEV_LOCAL_VECTORSTORE,
    init: (ai) =>
      stores.flatMap((options) => [
        createRetrieverAction(...createDevLocalRetriever(toEmbed(ai), options)),
        createIndexerAction(...createDevLocalIndexer(toEmbed(ai), options)),
      ]),
  };
}

/** Defines the retriever of an index, for apps that do without the plugin. */
export function configureDevLocalRetriever(ai: Pick<RetrievalApi, 'embed' | 'defineRetriever'>, options: DevLocalOptions): RetrieverAction {
  const [definition, run] = createDevLocalRetriever(ai, options);
  return ai.defineRetriever<unknown>(definition, run);
}

/** Defines the indexer of an index, for apps that do without the plugin. */
export function configureDevLocalIndexer(ai: Pick<RetrievalApi, 'embed' | 'defineIndexer'>, options: DevLocalOptions): IndexerAction {
  const [definition, run] = createDevLocalIndexer(ai, options);
  return ai.defineIndexer<unknown>(definition, run);
}

/** Plugins get an `ai` whose type they choose. */
function toEmbed(ai: unknown): Embed {
  if (typeof ai === 'object' && ai !== null && 'embed' in ai) return ai as Embed;
  throw new DurakitError({
    status: 'FAILED_PRECONDITION',
    message: `The plugin ${DEV_LOCAL_VECTORSTORE} needs an ai with embed(). Pass it to durakit({ plugins: [...] }).`,
  });
}
