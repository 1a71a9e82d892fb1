import type { Action } from '../../../engine/action.ts';
import { createEmbedderAction } from '../../../engine/retrieval/embedder.ts';
import type { VendorBody } from '../create-body-fetch.ts';
import { createEmbeddingRunner } from '../embedding/create-embedding-runner.ts';
import { connectGoogle } from './connect-google.ts';
import { GOOGLE_AI, type GoogleAIOptions } from './google-ai-options.ts';

/** Embedders that are listed; other names of these families work as well. */
export const KNOWN_EMBEDDERS: readonly string[] = ['gemini-embedding-001', 'gemini-embedding-2'];

/** Google takes up to 100 texts at once. Vectors have 3072 numbers unless `outputDimensionality` asks for fewer. */
export function createGoogleEmbedder(modelId: string, options: GoogleAIOptions): Action {
  const name = `${GOOGLE_AI}/${modelId}`;
  const info = { label: `Google AI - ${modelId}`, dimensions: 3072, supports: { input: ['text' as const] }, maxEmbeddingsPerCall: 100 };
  return createEmbedderAction({ name, info }, async (documents, given, surroundings) => {
    const { title, ...settings } = (given ?? {}) as VendorBody;
    const run = createEmbeddingRunner({
      name,
      modelId,
      connect: (id, context) => {
        const { provider, secrets } = connectGoogle(options, { context, transform: (body) => withTitle(body, title) });
        return { model: provider.embeddingModel(id), secrets };
      },
      providerOptionsKey: 'google',
    });
    return await run(documents, settings, surroundings);
  });
}

/** The package has no option for a document's title. */
function withTitle(body: VendorBody, title: unknown): VendorBody {
  if (title === undefined) return body;
  const { requests } = body;
  return Array.isArray(requests)
    ? { ...body, requests: requests.map((request: VendorBody) => ({ ...request, title })) }
    : { ...body, title };
}
