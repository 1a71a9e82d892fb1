import { expect, test } from '@jest/globals';
import { convertUsage } from '../../../../providers/models/openai-compatible/convert-usage.ts';

test.each([
  [
    'OpenAI',
    {
      prompt_tokens: 10,
      completion_tokens: 5,
      prompt_tokens_details: { cached_tokens: 4 },
      completion_tokens_details: { reasoning_tokens: 2 },
    },
    4,
    2,
  ],
  ['DeepSeek', { prompt_tokens: 10, completion_tokens: 5, prompt_cache_hit_tokens: 4, prompt_cache_miss_tokens: 6 }, 4, undefined],
  ['Moonshot', { prompt_tokens: 10, completion_tokens: 5, cached_tokens: 4 }, 4, undefined],
  ['Ollama', { prompt_tokens: 10, completion_tokens: 5 }, undefined, undefined],
] as const)("reads %s's counts", (...[, usage, cacheRead, reasoning]) => {
  expect(convertUsage(usage)).toEqual({
    inputTokens: { total: 10, noCache: cacheRead === undefined ? undefined : 6, cacheRead, cacheWrite: undefined },
    outputTokens: { total: 5, text: reasoning === undefined ? undefined : 3, reasoning },
    raw: usage,
  });
});

test('reads the tokens that were written to a cache, as OpenRouter counts them', () => {
  expect(convertUsage({ prompt_tokens: 10, prompt_tokens_details: { cache_write_tokens: 7 } }).inputTokens.cacheWrite).toBe(7);
});

test.each([undefined, null])('%s is no count at all', (usage) => {
  const none = { total: undefined, noCache: undefined, cacheRead: undefined, cacheWrite: undefined };
  expect(convertUsage(usage)).toEqual({ inputTokens: none, outputTokens: { total: undefined, text: undefined, reasoning: undefined } });
});
