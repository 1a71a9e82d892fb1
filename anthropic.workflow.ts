/**
 * `durakit/anthropic` in Temporal's workflow sandbox: names and references only. The models are on the worker.
 * @module
 */
import { ANTHROPIC, type Anthropic } from './providers/models/anthropic/anthropic-options.ts';
import { anthropicReferences } from './providers/models/anthropic/anthropic-references.ts';

export type {
  Anthropic,
  AnthropicOptions,
  AnthropicOptions as PluginOptions,
  ClaudeConfig,
} from './providers/models/anthropic/anthropic-options.ts';

/** The plugin as a workflow needs it: its name, and references to its models. */
export const anthropic: Anthropic = Object.assign(() => ({ name: ANTHROPIC }), anthropicReferences);
export default anthropic;
