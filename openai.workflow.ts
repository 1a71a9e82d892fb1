/**
 * `durakit/openai` in Temporal's workflow sandbox: names and references only. The models are on the worker.
 * @module
 */
import { createVendorReferences } from './providers/models/create-vendor-references.ts';
import { OPENAI, type OpenAIFunction, type OpenAIOptions } from './providers/models/openai/openai-options.ts';

export type { OpenAIFunction, OpenAIOptions, OpenAIOptions as OpenAIPluginOptions };

/** The plugin as a workflow needs it: its name, and references to its models and embedders. */
export const openAI: OpenAIFunction = Object.assign(() => ({ name: OPENAI }), createVendorReferences(OPENAI));

export { openAI as default };
