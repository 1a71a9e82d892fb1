import type { Action } from '../../../engine/action.ts';
import { createModelAction } from '../../../engine/define-model.ts';
import { createBackgroundAction } from '../../../engine/operations/create-background-action.ts';
import type { Plugin } from '../../../engine/plugin.ts';
import { createDeepResearchModel } from './create-deep-research-model.ts';
import { createGeminiRunner } from './create-gemini-runner.ts';
import { createGoogleBatch } from './create-google-batch.ts';
import { createGoogleEmbedder, KNOWN_EMBEDDERS } from './create-google-embedder.ts';
import { createLyriaModel } from './create-lyria-model.ts';
import { createVeoModel } from './create-veo-model.ts';
import { isDeepResearchModel, KNOWN_DEEP_RESEARCH_MODELS } from './deep-research-config.ts';
import { GOOGLE_AI, type GoogleAI, type GoogleAIOptions } from './google-ai-options.ts';
import { googleAIReferences } from './google-ai-references.ts';
import { isEmbeddingModel, isGenerateContentModel, KNOWN_MODELS, toModelInfo } from './google-model-info.ts';
import { isLyriaModel, KNOWN_LYRIA_MODELS } from './lyria-config.ts';
import { isVeoModel, KNOWN_VEO_MODELS } from './veo-config.ts';

/**
 * The Gemini API's models and embedders, under `googleai/<model>`: any `gemini-…`, `gemma-…` and `lyria-…` name, and as background models any
 * `veo-…` and `deep-research-…`. `googleAI.model(...)` and `googleAI.embedder(...)` make references without a call of the plugin. Source: Genkit
 * `@genkit-ai/google-genai`.
 */
export const googleAI: GoogleAI = Object.assign(createGoogleAIPlugin, googleAIReferences);

function createGoogleAIPlugin(options: GoogleAIOptions = {}): Plugin {
  return {
    name: GOOGLE_AI,
    batch: createGoogleBatch(options),
    init: () => [
      ...KNOWN_MODELS.map((modelId) => createGeminiAction(modelId, options)),
      ...KNOWN_LYRIA_MODELS.map((modelId) => createLyriaModel(modelId, options)),
      ...[...KNOWN_VEO_MODELS, ...KNOWN_DEEP_RESEARCH_MODELS].flatMap((modelId) => createGoogleBackgroundAction(modelId, options) ?? []),
      ...KNOWN_EMBEDDERS.map((modelId) => createGoogleEmbedder(modelId, options)),
    ],
    resolve: (type, name) => {
      const modelId = name.startsWith(`${GOOGLE_AI}/`) ? name.slice(GOOGLE_AI.length + 1) : '';
      if (type === 'embedder' && isEmbeddingModel(modelId)) return createGoogleEmbedder(modelId, options);
      if (type === 'background-model') return createGoogleBackgroundAction(modelId, options);
      if (type === 'model' && isLyriaModel(modelId)) return createLyriaModel(modelId, options);
      return type === 'model' && isGenerateContentModel(modelId) ? createGeminiAction(modelId, options) : undefined;
    },
  };
}

function createGoogleBackgroundAction(modelId: string, options: GoogleAIOptions): Action | undefined {
  if (isVeoModel(modelId)) return createBackgroundAction(createVeoModel(modelId, options));
  return isDeepResearchModel(modelId) ? createBackgroundAction(createDeepResearchModel(modelId, options)) : undefined;
}

function createGeminiAction(modelId: string, options: GoogleAIOptions): Action {
  return createModelAction({ ...toModelInfo(modelId), name: `${GOOGLE_AI}/${modelId}` }, createGeminiRunner(modelId, options));
}
