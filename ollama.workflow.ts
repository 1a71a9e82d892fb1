/**
 * `durakit/ollama` in Temporal's workflow sandbox: names and references only. The models are on the worker.
 * @module
 */
import { createVendorReferences } from './providers/models/create-vendor-references.ts';
import {
  OLLAMA,
  type OllamaEmbedderDefinition,
  type OllamaFunction,
  type OllamaHeaderParameters,
  type OllamaModelDefinition,
  type OllamaOptions,
} from './providers/models/ollama/ollama-options.ts';

export type {
  OllamaEmbedderDefinition,
  OllamaFunction,
  OllamaHeaderParameters,
  OllamaModelDefinition,
  OllamaOptions,
  OllamaOptions as OllamaPluginParams,
};

/** The plugin as a workflow needs it: its name, and references to its models and embedders. */
export const ollama: OllamaFunction = Object.assign(() => ({ name: OLLAMA }), createVendorReferences(OLLAMA));

export { ollama as default };
