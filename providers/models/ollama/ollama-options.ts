import type { Plugin } from '../../../engine/plugin.ts';
import type { DocumentData, GenerateRequest } from '../../../schemas/generate-request.ts';
import type { ModelSupports } from '../../../schemas/model-info.ts';
import type { VendorReferences } from '../create-vendor-references.ts';

/** The plugin's name: its models are `ollama/<model>`. */
export const OLLAMA = 'ollama';

/** Where Ollama listens unless it is told otherwise. */
export const DEFAULT_SERVER_ADDRESS = 'http://localhost:11434';

/** A model that is listed. Any other name works as well, as a chat model. */
export interface OllamaModelDefinition {
  readonly name: string;
  /** `generate` is Ollama's older call without roles, tools and turns. Default `chat`. */
  readonly type?: 'chat' | 'generate';
  /** Where it differs from what is taken for granted: everything for `chat`; for `generate` neither turns nor tools. */
  readonly supports?: ModelSupports;
}

/** An embedder that is listed. Any other name works as well. */
export interface OllamaEmbedderDefinition {
  readonly name: string;
  readonly dimensions?: number;
}

/** What {@link OllamaOptions.requestHeaders} may depend on. */
export interface OllamaHeaderParameters {
  readonly serverAddress: string;
  readonly model: OllamaModelDefinition | OllamaEmbedderDefinition;
  readonly modelRequest?: GenerateRequest;
  readonly embedRequest?: { readonly model: string; readonly documents: readonly DocumentData[] };
}

type Headers = Readonly<Record<string, string>>;

/** Options of `ollama`, with Genkit's names. */
export interface OllamaOptions {
  readonly models?: readonly OllamaModelDefinition[];
  readonly embedders?: readonly OllamaEmbedderDefinition[];
  /** Without `/api`. Default `http://localhost:11434`. */
  readonly serverAddress?: string;
  /** Sent with each request. A function is called for each; it gets a model's request as its second argument, too, as in Genkit. */
  readonly requestHeaders?:
    Headers | ((parameters: OllamaHeaderParameters, modelRequest?: GenerateRequest) => Headers | undefined | Promise<Headers | undefined>);
  /** Default: the global `fetch`. */
  readonly fetch?: typeof globalThis.fetch;
}

/** Ollama's plugin, and on itself references to its models and embedders. */
export interface OllamaFunction extends VendorReferences {
  (options?: OllamaOptions): Plugin;
}
