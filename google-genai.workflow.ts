/**
 * `durakit/google-genai` in Temporal's workflow sandbox: names and references only. The models are on the worker.
 * @module
 */
import { GOOGLE_AI, type GoogleAI } from './providers/models/google-genai/google-ai-options.ts';
import { googleAIReferences } from './providers/models/google-genai/google-ai-references.ts';

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

/** The plugin as a workflow needs it: its name, and references to its models. */
export const googleAI: GoogleAI = Object.assign(() => ({ name: GOOGLE_AI }), googleAIReferences);
export default googleAI;
