/**
 * Claude, under Genkit's names.
 * @module
 */
export { anthropic, anthropic as default } from './providers/models/anthropic/anthropic.ts';
export type {
  Anthropic,
  AnthropicOptions,
  AnthropicOptions as PluginOptions,
  ClaudeConfig,
} from './providers/models/anthropic/anthropic-options.ts';
export type { ModelErrorDetails } from './schemas/model-error-details.ts';
