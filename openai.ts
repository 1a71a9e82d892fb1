/**
 * OpenAI's chat models and embedders. Genkit's `@genkit-ai/compat-oai/openai`.
 * @module
 */
export { openAI, openAI as default } from './providers/models/openai/openai.ts';
export type { OpenAIFunction, OpenAIOptions, OpenAIOptions as OpenAIPluginOptions } from './providers/models/openai/openai-options.ts';
export type { ModelErrorDetails } from './schemas/model-error-details.ts';
