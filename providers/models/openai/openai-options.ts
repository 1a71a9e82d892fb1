import type { Plugin } from '../../../engine/plugin.ts';
import type { VendorReferences } from '../create-vendor-references.ts';

/** The plugin's name: its models are `openai/<model>`. */
export const OPENAI = 'openai';

/**
 * Options of `openAI`, with Genkit's names. Retries and time limits are no options here: they belong to the call.
 */
export interface OpenAIOptions {
  /** Default: the environment variable `OPENAI_API_KEY`, read for each call on the worker. False: each call brings `context.secrets.apiKey`. */
  readonly apiKey?: string | false;
  /** With the version. Default: `OPENAI_BASE_URL`, else `https://api.openai.com/v1`. */
  readonly baseURL?: string;
  /** Default: `OPENAI_ORG_ID`. */
  readonly organization?: string;
  /** Default: `OPENAI_PROJECT_ID`. */
  readonly project?: string;
  /** Sent with each request, over the ones made here. */
  readonly defaultHeaders?: Readonly<Record<string, string>>;
  /** Default: the global `fetch`. */
  readonly fetch?: typeof globalThis.fetch;
}

/** OpenAI's plugin, and on itself references to its models and embedders. */
export interface OpenAIFunction extends VendorReferences {
  (options?: OpenAIOptions): Plugin;
}
