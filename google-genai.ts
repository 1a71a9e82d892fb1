/**
 * Gemini and Gemma, under Genkit's names.
 * @module
 */
export { googleAI, googleAI as default } from './providers/models/google-genai/google-ai.ts';
export {
  gemini,
  gemini15Flash,
  gemini15Flash8b,
  gemini15Pro,
  gemini20Flash,
  gemini20FlashLite,
  textEmbedding004,
} from './providers/models/google-genai/legacy-references.ts';
export type {
  GeminiConfig,
  GoogleAI,
  GoogleAIOptions,
  GoogleAIOptions as GoogleAIPluginOptions,
  GoogleEmbeddingConfig,
} from './providers/models/google-genai/google-ai-options.ts';
export type { DeepResearchConfig } from './providers/models/google-genai/deep-research-config.ts';
export type { LyriaConfig } from './providers/models/google-genai/lyria-config.ts';
export type { VeoConfig } from './providers/models/google-genai/veo-config.ts';
export type { ModelErrorDetails } from './schemas/model-error-details.ts';
