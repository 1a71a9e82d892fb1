import type { EmbedderArgument } from '../../../engine/retrieval/embedder.ts';

/** One index. Source of the names: Genkit's `@genkit-ai/dev-local-vectorstore`. */
export interface DevLocalOptions {
  /** The file is `__db_<indexName>.json`. No slash. */
  readonly indexName: string;
  /** For documents and queries alike. */
  readonly embedder: EmbedderArgument;
  /** Options of each call of the embedder. */
  readonly embedderOptions?: Readonly<Record<string, unknown>> | undefined;
  /** The folder of the file. Default: the process's own at the time of the call. */
  readonly directory?: string | undefined;
}
