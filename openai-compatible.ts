/**
 * Models of any server that speaks OpenAI's chat completions: OpenAI, Ollama's `/v1`, vLLM, LM Studio, Groq, OpenRouter …
 * @module
 */
export { openAICompatible } from './providers/models/openai-compatible/openai-compatible.ts';
export type { OpenAICompatibleOptions, OpenAICompatiblePlugin } from './providers/models/openai-compatible/openai-compatible-options.ts';
export type { ModelErrorDetails } from './schemas/model-error-details.ts';
