import type { LanguageModelV4Usage } from '@ai-sdk/provider';
import type { OpenAICompatibleProviderSettings } from '@ai-sdk/openai-compatible';

type ConvertUsage = NonNullable<OpenAICompatibleProviderSettings['convertUsage']>;

/**
 * Token counts as the server gave them. A count that is missing stays missing: the package's own conversion makes it 0. Where servers put
 * the cached ones: OpenAI in the details, DeepSeek in `prompt_cache_hit_tokens`, others at the top.
 */
export const convertUsage: ConvertUsage = (usage) => {
  const input = toCount(usage?.prompt_tokens);
  const output = toCount(usage?.completion_tokens);
  const cacheRead =
    toCount(usage?.prompt_tokens_details?.cached_tokens) ??
    toCount(usage?.['prompt_cache_hit_tokens']) ??
    toCount(usage?.['cached_tokens']);
  const cacheWrite = toCount(usage?.prompt_tokens_details?.['cache_write_tokens']);
  const reasoning = toCount(usage?.completion_tokens_details?.reasoning_tokens);
  const converted: LanguageModelV4Usage = {
    inputTokens: { total: input, noCache: subtract(input, cacheRead), cacheRead, cacheWrite },
    outputTokens: { total: output, text: subtract(output, reasoning), reasoning },
  };
  return usage == null ? converted : { ...converted, raw: usage as NonNullable<LanguageModelV4Usage['raw']> };
};

function toCount(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

function subtract(total: number | undefined, part: number | undefined): number | undefined {
  return total === undefined || part === undefined ? undefined : Math.max(0, total - part);
}
