import type { ModelReference } from '../../../engine/define-model.ts';
import type { Plugin } from '../../../engine/plugin.ts';
import type { ModelInfo } from '../../../schemas/model-info.ts';

/** The plugin's name where none is given. */
export const DEFAULT_NAME = 'openai-compatible';

/** Options of `openAICompatible`. */
export interface OpenAICompatibleOptions {
  /** Prefix of the models' names, and their vendor's name in `providerOptions` (in camel case). No slash. Default `openai-compatible`. */
  readonly name?: string;
  /** With the version: `https://api.openai.com/v1`, `http://localhost:11434/v1`. `/chat/completions` is put behind it. */
  readonly baseURL: string;
  /** Sent as bearer token. A function is called for each request. Default: {@link apiKeyEnvironment}. */
  readonly apiKey?: string | (() => string | undefined | Promise<string | undefined>);
  /**
   * The environment variable that has the key, read for each request on the worker; a call fails where it is not set.
   * Default: `OPENAI_API_KEY` for OpenAI's own address, none elsewhere.
   */
  readonly apiKeyEnvironment?: string;
  /** Sent with each request, over the ones made here. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Put behind each URL. */
  readonly queryParams?: Readonly<Record<string, string>>;
  /** Default: the global `fetch`. */
  readonly fetch?: typeof globalThis.fetch;
  /** Models to be listed, and what they can do, where it differs from the rest. Any other name works as well. */
  readonly models?: Readonly<Record<string, ModelInfo>>;
  /** Asks for token counts in streams (`stream_options`). Default true. */
  readonly includeUsage?: boolean;
  /**
   * Sends the schema of an output (`response_format: json_schema`). Where it is false, only JSON as such is asked for. Default true.
   * The schema is held strictly if the config says `strictJsonSchema: true`.
   */
  readonly structuredOutputs?: boolean;
  /**
   * The field in which the reasoning of earlier answers is sent back; false: not at all. Default `reasoning_content`, which DeepSeek, vLLM and
   * Ollama know and most servers ignore; for OpenAI's own address false, because it refuses fields that it does not know.
   */
  readonly reasoningField?: string | false;
  /** Sends media of tool results as content of the tool message instead of in a user message after it. Default false: few servers take it. */
  readonly mediaInToolResults?: boolean;
}

/** A plugin that also makes references to its models. */
export interface OpenAICompatiblePlugin extends Plugin {
  /** A reference to any model of that server; `config` is under the call's own. */
  model(name: string, config?: Readonly<Record<string, unknown>>): ModelReference;
}
