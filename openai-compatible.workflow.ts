/**
 * `durakit/openai-compatible` in Temporal's workflow sandbox: names and references only. The models are on the worker.
 * @module
 */
import { createModelReferences } from './providers/models/create-model-references.ts';
import {
  DEFAULT_NAME,
  type OpenAICompatibleOptions,
  type OpenAICompatiblePlugin,
} from './providers/models/openai-compatible/openai-compatible-options.ts';

export type { OpenAICompatibleOptions, OpenAICompatiblePlugin };

/** The plugin as a workflow needs it: its name, and references to its models. */
export function openAICompatible({ name = DEFAULT_NAME }: OpenAICompatibleOptions): OpenAICompatiblePlugin {
  return createModelReferences(name);
}
