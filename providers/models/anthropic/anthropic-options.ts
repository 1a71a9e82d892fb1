import type { ModelReference } from '../../../engine/define-model.ts';
import type { Plugin } from '../../../engine/plugin.ts';

/** The plugin's name: its models are `anthropic/<model>`. Source: Genkit. */
export const ANTHROPIC = 'anthropic';

/** Options of `anthropic`. Source: Genkit `anthropic/src/types.ts`; `baseURL` and `headers` are beyond it. */
export interface AnthropicOptions {
  /**
   * Default: the environment variable ANTHROPIC_API_KEY, read for each call on the worker. `false`: each call brings its own in
   * `context.secrets.apiKey`.
   */
  readonly apiKey?: string | false;
  /** Taken for Genkit's sake: what `beta` needs is asked for by the settings that need it, or by `betas` in the config. */
  readonly apiVersion?: 'stable' | 'beta';
  /** With or without the version. Default: the environment variable ANTHROPIC_BASE_URL, else `https://api.anthropic.com`. */
  readonly baseURL?: string;
  /** The same as `baseURL`. */
  readonly baseUrl?: string;
  /** Sent with each request, over the ones made here. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Sends the requests. Default: the global `fetch`. */
  readonly fetch?: typeof globalThis.fetch;
}

/** Settings of a Claude model beside those that all models have; what is not named here goes into the body as it is. */
export interface ClaudeConfig {
  /** Another model id than the reference's. */
  readonly version?: string;
  readonly temperature?: number;
  /** Default 4096, and the budget for thinking on top of it. Source: Genkit. */
  readonly maxOutputTokens?: number;
  /** The vendor's name for `maxOutputTokens`. */
  readonly max_tokens?: number;
  readonly topK?: number;
  readonly topP?: number;
  readonly stopSequences?: string[];
  /** In Genkit's form, or in the vendor's (`type`, `budget_tokens`). Tokens; at least 1024. */
  readonly thinking?: {
    readonly enabled?: boolean;
    readonly budgetTokens?: number;
    readonly adaptive?: boolean;
    readonly display?: string;
    readonly type?: string;
    readonly budget_tokens?: number;
  };
  readonly tool_choice?: Readonly<Record<string, unknown>>;
  readonly metadata?: { readonly user_id?: string };
  readonly output_config?: Readonly<Record<string, unknown>>;
  readonly mcp_servers?: readonly Readonly<Record<string, unknown>>[];
  /** Tools of the vendor in its own form (`{ type: 'web_search_20250305', name: 'web_search' }`), put behind the app's. */
  readonly tools?: readonly Readonly<Record<string, unknown>>[];
  /** Sent as `anthropic-beta`. */
  readonly betas?: readonly string[];
  readonly [setting: string]: unknown;
}

/** The plugin's function, and references that need no call of it. Source: Genkit `AnthropicPlugin`. */
export interface Anthropic {
  (options?: AnthropicOptions): Plugin;
  model(name: string, config?: ClaudeConfig): ModelReference;
}
