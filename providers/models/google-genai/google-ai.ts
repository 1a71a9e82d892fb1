import type { Action } from '../../../engine/action.ts';
import { createModelAction, type ModelRunner } from '../../../engine/define-model.ts';
import type { Plugin } from '../../../engine/plugin.ts';
import type { Part } from '../../../schemas/part.ts';
import { createLanguageModelRunner } from '../language-model/create-language-model-runner.ts';
import { connectGoogle } from './connect-google.ts';
import { createGoogleEmbedder, KNOWN_EMBEDDERS } from './create-google-embedder.ts';
import { toGeminiPart } from './gemini-parts.ts';
import { GOOGLE_AI, type GoogleAI, type GoogleAIOptions } from './google-ai-options.ts';
import { googleAIReferences } from './google-ai-references.ts';
import { isEmbeddingModel, isGenerateContentModel, KNOWN_MODELS, toModelInfo } from './google-model-info.ts';
import { keepCodeSignatures } from './keep-code-signatures.ts';
import { toGeminiBody } from './to-gemini-body.ts';
import { toGeminiCall } from './to-gemini-call.ts';

/**
 * The Gemini API's models and embedders, under `googleai/<model>`: any `gemini-…` and `gemma-…` name. `googleAI.model(...)` and
 * `googleAI.embedder(...)` make references without a call of the plugin. Source: Genkit `@genkit-ai/google-genai`.
 */
export const googleAI: GoogleAI = Object.assign(createGoogleAIPlugin, googleAIReferences);

function createGoogleAIPlugin(options: GoogleAIOptions = {}): Plugin {
  return {
    name: GOOGLE_AI,
    init: () => [
      ...KNOWN_MODELS.map((modelId) => createGeminiAction(modelId, options)),
      ...KNOWN_EMBEDDERS.map((modelId) => createGoogleEmbedder(modelId, options)),
    ],
    resolve: (type, name) => {
      const modelId = name.startsWith(`${GOOGLE_AI}/`) ? name.slice(GOOGLE_AI.length + 1) : '';
      if (type === 'embedder' && isEmbeddingModel(modelId)) return createGoogleEmbedder(modelId, options);
      return type === 'model' && isGenerateContentModel(modelId) ? createGeminiAction(modelId, options) : undefined;
    },
  };
}

function createGeminiAction(modelId: string, options: GoogleAIOptions): Action {
  return createModelAction({ ...toModelInfo(modelId), name: `${GOOGLE_AI}/${modelId}` }, createGeminiRunner(modelId, options));
}

function createGeminiRunner(modelId: string, options: GoogleAIOptions): ModelRunner {
  return async function runGemini(request, surroundings) {
    const { request: adapted, additions } = toGeminiCall(request, modelId);
    const run = createLanguageModelRunner({
      name: `${GOOGLE_AI}/${modelId}`,
      modelId,
      providerOptionsKey: 'google',
      connect: (id, context) => {
        const { provider, secrets } = connectGoogle(options, { context, transform: (body) => toGeminiBody(body, additions) });
        return { model: keepCodeSignatures(provider.languageModel(id)), secrets };
      },
    });
    const { message, ...response } = await run(adapted, {
      ...surroundings,
      sendChunk: (chunk) => surroundings.sendChunk(withGeminiParts(chunk)),
    });
    return { ...response, ...(message && { message: withGeminiParts(message) }) };
  };
}

function withGeminiParts<T extends { content: Part[] }>(carrier: T): T {
  return { ...carrier, content: carrier.content.map((part) => toGeminiPart(part)) };
}
