/**
 * The models and embedders of an Ollama server. Genkit's `genkitx-ollama`.
 * @module
 */
export { ollama, ollama as default } from './providers/models/ollama/ollama.ts';
export type {
  OllamaEmbedderDefinition,
  OllamaFunction,
  OllamaHeaderParameters,
  OllamaModelDefinition,
  OllamaOptions,
  OllamaOptions as OllamaPluginParams,
} from './providers/models/ollama/ollama-options.ts';
export type { ModelErrorDetails } from './schemas/model-error-details.ts';
