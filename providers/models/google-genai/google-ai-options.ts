import type { ModelReference } from '../../../engine/define-model.ts';
import type { Plugin } from '../../../engine/plugin.ts';
import type { EmbedderReference } from '../../../engine/retrieval/embedder.ts';

/** The plugin's name: its models are `googleai/<model>`. Source: Genkit. */
export const GOOGLE_AI = 'googleai';

/** Options of `googleAI`. Source: Genkit `google-genai/src/googleai/types.ts`. */
export interface GoogleAIOptions {
  /**
   * Default: the environment variable GEMINI_API_KEY, GOOGLE_API_KEY or GOOGLE_GENAI_API_KEY, read for each call on the worker.
   * `false`: each call brings its own in `context.secrets.apiKey`.
   */
  readonly apiKey?: string | false;
  /** Default `v1beta`. */
  readonly apiVersion?: string;
  /** Without the version. Default `https://generativelanguage.googleapis.com`. */
  readonly baseUrl?: string;
  /** Sent with each request, over the ones made here. */
  readonly customHeaders?: Readonly<Record<string, string>>;
  /** Sends the requests. Default: the global `fetch`. */
  readonly fetch?: typeof globalThis.fetch;
}

/** Settings of a Gemini model beside those that all models have; what is not named here goes into `generationConfig` as it is. */
export interface GeminiConfig {
  /** Another model id than the reference's. */
  readonly version?: string;
  readonly temperature?: number;
  readonly maxOutputTokens?: number;
  readonly topK?: number;
  readonly topP?: number;
  readonly stopSequences?: string[];
  readonly thinkingConfig?: {
    readonly includeThoughts?: boolean;
    /** Tokens; 0 turns thinking off where the model can do without. */
    readonly thinkingBudget?: number;
    readonly thinkingLevel?: string;
  };
  readonly safetySettings?: readonly { readonly category: string; readonly threshold: string }[];
  readonly responseModalities?: readonly string[];
  readonly speechConfig?: Readonly<Record<string, unknown>>;
  readonly imageConfig?: Readonly<Record<string, unknown>>;
  readonly codeExecution?: boolean | Readonly<Record<string, unknown>>;
  readonly googleSearch?: boolean | Readonly<Record<string, unknown>>;
  /** Genkit's name for `googleSearch`. */
  readonly googleSearchRetrieval?: boolean | Readonly<Record<string, unknown>>;
  readonly urlContext?: boolean | Readonly<Record<string, unknown>>;
  readonly googleMaps?: boolean | Readonly<Record<string, unknown>>;
  readonly fileSearch?: Readonly<Record<string, unknown>>;
  /** Tools of the vendor in its own form, put behind the others. */
  readonly tools?: readonly Readonly<Record<string, unknown>>[];
  readonly functionCallingConfig?: { readonly mode?: string; readonly allowedFunctionNames?: readonly string[] };
  readonly retrievalConfig?: Readonly<Record<string, unknown>>;
  /** The name of a cache at the vendor: `cachedContents/…`. */
  readonly cachedContent?: string;
  readonly serviceTier?: string;
  readonly [setting: string]: unknown;
}

/** Settings of an embedder. */
export interface GoogleEmbeddingConfig {
  readonly version?: string;
  readonly taskType?: string;
  readonly title?: string;
  readonly outputDimensionality?: number;
  readonly [setting: string]: unknown;
}

/** The plugin's function, and references that need no call of it. Source: Genkit `GoogleAIPlugin`. */
export interface GoogleAI {
  (options?: GoogleAIOptions): Plugin;
  model(name: string, config?: GeminiConfig): ModelReference;
  embedder(name: string, config?: GoogleEmbeddingConfig): EmbedderReference;
}
