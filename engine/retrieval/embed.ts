import { toActionKey } from '../../schemas/action-key.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import type { EmbedderInfo, Embedding, EmbedResponse } from '../../schemas/embed-request.ts';
import type { DocumentData } from '../../schemas/generate-request.ts';
import type { Metadata } from '../../schemas/part.ts';
import { callByArgument, toArgumentName } from '../call-by-argument.ts';
import type { Engine } from '../engine.ts';
import { mapConcurrently } from '../map-concurrently.ts';
import type { OptionsOf } from '../options-of.ts';
import { toDocument } from './document.ts';
import type { EmbedderArgument } from './embedder.ts';

/** What `ai.embed` takes. Source: Genkit `EmbedderParams`. */
export interface EmbedOptions<TConfigSchema = unknown> {
  readonly embedder: EmbedderArgument<TConfigSchema>;
  readonly content: string | DocumentData;
  /** For content that is a text. */
  readonly metadata?: Metadata | undefined;
  /** Over the reference's `config`. */
  readonly options?: OptionsOf<TConfigSchema> | undefined;
}

/** What `ai.embedMany` takes: as `ai.embed`, with several contents. */
export interface EmbedManyOptions<TConfigSchema = unknown> extends Omit<EmbedOptions<TConfigSchema>, 'content'> {
  readonly content: readonly (string | DocumentData)[];
}

/** What `ai.embedMany` gives: vectors in the order of the contents. */
export type EmbeddingBatch = Embedding[];

/** Batches of one `embedMany` that are under way at once. */
const MOST_BATCHES_AT_ONCE = 4;

/** The embeddings of one content: one, or several where the embedder takes a document apart. */
export async function embed(engine: Engine, { embedder, content, metadata, options }: EmbedOptions): Promise<Embedding[]> {
  const name = toArgumentName(embedder);
  if (name === undefined) {
    throw new DurakitError({ status: 'INVALID_ARGUMENT', message: `failed to resolve embedder ${JSON.stringify(embedder)}` });
  }
  const input = { input: [toDocument(content, metadata)], options: toEmbedderOptions(embedder, options) };
  const response = await callByArgument(engine, {
    type: 'embedder',
    argument: embedder,
    input,
    missing: `Unable to resolve embedder ${name}`,
  });
  return (response as EmbedResponse).embeddings;
}

/**
 * The embeddings of many contents, in their order. Where the embedder says how many it takes at once (`info.maxEmbeddingsPerCall`),
 * there are several calls, each an activity in flow code, at most four at once. A batch that fails fails the whole.
 */
export async function embedMany(engine: Engine, { embedder, content, metadata, options }: EmbedManyOptions): Promise<EmbeddingBatch> {
  const documents = content.map((item) => toDocument(item, metadata));
  const limit = await findLimit(engine, embedder);
  const responses = await mapConcurrently(toBatches(documents, limit), MOST_BATCHES_AT_ONCE, (batch) =>
    callByArgument(engine, {
      type: 'embedder',
      argument: embedder,
      input: { input: batch, options: toEmbedderOptions(embedder, options) },
      missing: 'Unable to utilize the provided embedder',
    }),
  );
  return responses.flatMap((response) => (response as EmbedResponse).embeddings);
}

function toEmbedderOptions(embedder: EmbedderArgument, options: unknown): Record<string, unknown> {
  const own = options as object | undefined;
  if (typeof embedder === 'string' || 'key' in embedder) return { ...own };
  const config = embedder.config as object | undefined;
  return { ...(embedder.version !== undefined && { version: embedder.version }), ...config, ...own };
}

/** The reference's word first: the sandbox may know nothing else of a plugin's embedder. */
async function findLimit(engine: Engine, embedder: EmbedderArgument): Promise<number> {
  const known = typeof embedder === 'object' && 'info' in embedder ? embedder.info : undefined;
  const limit = known?.maxEmbeddingsPerCall ?? (await findInfo(engine, embedder))?.maxEmbeddingsPerCall;
  return limit === undefined || !(limit >= 1) ? Number.POSITIVE_INFINITY : Math.floor(limit);
}

async function findInfo(engine: Engine, embedder: EmbedderArgument): Promise<EmbedderInfo | undefined> {
  const name = toArgumentName(embedder);
  if (name === undefined) return undefined;
  const key = toActionKey('embedder', name);
  const known = engine.keepsBodies ? await engine.registry.resolve(key) : engine.describe(key);
  return known?.metadata?.['info'] as EmbedderInfo | undefined;
}

/** One batch at least, so that an unknown embedder is an error for no documents too. */
function toBatches<TItem>(items: readonly TItem[], limit: number): (readonly TItem[])[] {
  if (items.length <= limit) return [items];
  const count = Math.ceil(items.length / limit);
  return Array.from({ length: count }, (_, position) => items.slice(position * limit, (position + 1) * limit));
}
