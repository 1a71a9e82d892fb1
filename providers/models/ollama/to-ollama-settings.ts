import type { LanguageModelV4CallOptions, SharedV4ProviderOptions, SharedV4Warning } from '@ai-sdk/provider';
import { OLLAMA } from './ollama-options.ts';

type Body = Readonly<Record<string, unknown>>;
type CallSettings = Pick<
  LanguageModelV4CallOptions,
  | 'frequencyPenalty'
  | 'maxOutputTokens'
  | 'presencePenalty'
  | 'providerOptions'
  | 'reasoning'
  | 'responseFormat'
  | 'seed'
  | 'stopSequences'
  | 'temperature'
  | 'topK'
  | 'topP'
>;

/** Settings that stand beside the messages; every other one is in `options`. Source: Ollama's `docs/openapi.yaml`. */
const TOP_LEVEL: ReadonlySet<string> = new Set(['keep_alive', 'logprobs', 'raw', 'suffix', 'think', 'top_logprobs', 'truncate']);

/** Ollama's levels of thinking are fewer. */
const THINK: Readonly<Record<string, boolean | string>> = {
  none: false,
  minimal: 'low',
  low: 'low',
  medium: 'medium',
  high: 'high',
  xhigh: 'max',
  max: 'max',
};

/** The settings of a call as a body of `/api/chat` and `/api/generate` has them. */
export function toOllamaSettings(settings: CallSettings): Body {
  const { topLevel, options } = splitSettings(settings.providerOptions);
  const think = settings.reasoning === undefined ? undefined : THINK[settings.reasoning];
  const all = dropUndefined({
    temperature: settings.temperature,
    top_p: settings.topP,
    top_k: settings.topK,
    num_predict: settings.maxOutputTokens,
    stop: settings.stopSequences,
    seed: settings.seed,
    presence_penalty: settings.presencePenalty,
    frequency_penalty: settings.frequencyPenalty,
    ...options,
  });
  return dropUndefined({
    format: settings.responseFormat?.type === 'json' ? (settings.responseFormat.schema ?? 'json') : undefined,
    think,
    ...topLevel,
    options: Object.keys(all).length === 0 ? undefined : all,
  });
}

/** The settings of Ollama's own: `numCtx` and `num_ctx` are the same, `options: { num_ctx }` is as well. */
export function splitSettings(providerOptions: SharedV4ProviderOptions | undefined): { topLevel: Body; options: Body } {
  const { options: nested, ...flat } = providerOptions?.[OLLAMA] ?? {};
  const entries = Object.entries(flat).map(([name, value]) => [toSnakeCase(name), value] as const);
  return {
    topLevel: Object.fromEntries(entries.filter(([name]) => TOP_LEVEL.has(name))),
    options: {
      ...Object.fromEntries(entries.filter(([name]) => !TOP_LEVEL.has(name))),
      ...(typeof nested === 'object' && nested !== null && !Array.isArray(nested) && nested),
    },
  };
}

/** The choice of a tool cannot be told to Ollama, except for none, which is no tools. */
export function findToolChoiceWarnings({ toolChoice }: LanguageModelV4CallOptions): SharedV4Warning[] {
  if (toolChoice?.type !== 'required' && toolChoice?.type !== 'tool') return [];
  return [{ type: 'unsupported', feature: 'toolChoice', details: 'Ollama lets the model choose.' }];
}

function toSnakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function dropUndefined(values: Body): Body {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
