import { InvalidResponseDataError, type EmbeddingModelV4, type EmbeddingModelV4CallOptions } from '@ai-sdk/provider';
import type { ActionArguments } from '../../../engine/action.ts';
import type { ActionContext } from '../../../schemas/action-context.ts';
import type { DocumentData } from '../../../schemas/generate-request.ts';
import { toModelError } from '../to-model-error.ts';
import { toDocumentText } from './to-document-text.ts';
import { toEmbeddingSettings, type EmbeddingSettings } from './to-embedding-settings.ts';

/** A vendor's embedding model, ready for one call. */
export interface EmbeddingConnection {
  readonly model: EmbeddingModelV4;
  /** Keys that the call carries: they are blotted out of errors. */
  readonly secrets?: readonly string[];
}

/** A vendor's embedding model, and what is special about its vendor. */
export interface EmbeddingAdapter {
  /** The embedder's full name (`openai/text-embedding-3-small`), which errors begin with. */
  readonly name: string;
  /** The vendor's name for it; `version` in the options of a call wins. */
  readonly modelId: string;
  /** Called for each call, so that keys are read when they are used. It may throw a `DurakitError`. */
  readonly connect: (modelId: string, context: ActionContext) => EmbeddingConnection | Promise<EmbeddingConnection>;
  /** The vendor's name in `providerOptions`: where the options' own settings go. */
  readonly providerOptionsKey: string;
  /** Settings for the vendor that are sent unless the options have them. */
  readonly defaultProviderOptions?: Readonly<Record<string, unknown>>;
}

/** The embeddings of documents, in their order. */
export interface EmbeddingResponse {
  readonly embeddings: { embedding: number[] }[];
}

/** The function of an embedder. */
export type EmbeddingRunner = (
  documents: readonly DocumentData[],
  options: unknown,
  surroundings: Pick<ActionArguments, 'abortSignal' | 'context'>,
) => Promise<EmbeddingResponse>;

/**
 * Runs an embedding model of a vendor's package (`@ai-sdk/provider` V4) as the function of an embedder. More documents than the vendor
 * takes at once become several requests, one after the other. Nothing is tried again here, Temporal does that. Throws INVALID_ARGUMENT
 * for documents with media, else a `DurakitError` as of `toModelError`.
 */
export function createEmbeddingRunner(adapter: EmbeddingAdapter): EmbeddingRunner {
  return async function runEmbeddingModel(documents, options, { abortSignal, context }) {
    const settings = toEmbeddingSettings(options, adapter);
    const values = documents.map((document, position) => toDocumentText(document, { position, name: adapter.name }));
    if (values.length === 0) return { embeddings: [] };
    const { model, secrets = [] } = await adapter.connect(settings.version ?? adapter.modelId, context);
    try {
      return { embeddings: await embedInBatches(model, values, { ...settings.callOptions, abortSignal }) };
    } catch (error) {
      throw toModelError(error, { source: adapter.name, secrets, abortSignal });
    }
  };
}

async function embedInBatches(
  model: EmbeddingModelV4,
  values: readonly string[],
  callOptions: EmbeddingSettings['callOptions'] & Pick<EmbeddingModelV4CallOptions, 'abortSignal'>,
): Promise<{ embedding: number[] }[]> {
  const limit = (await model.maxEmbeddingsPerCall) ?? Number.POSITIVE_INFINITY;
  const embedded: { embedding: number[] }[] = [];
  for (let start = 0; start < values.length; start += limit) {
    const batch = values.slice(start, start + limit);
    const { embeddings } = await model.doEmbed({ ...callOptions, values: batch });
    if (embeddings.length !== batch.length) {
      const message = `${embeddings.length} embeddings came for ${batch.length} texts`;
      throw new InvalidResponseDataError({ data: { received: embeddings.length, expected: batch.length }, message });
    }
    embedded.push(...embeddings.map((embedding) => ({ embedding })));
  }
  return embedded;
}
