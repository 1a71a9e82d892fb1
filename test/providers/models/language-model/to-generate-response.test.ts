import type { LanguageModelV4FinishReason, LanguageModelV4Usage } from '@ai-sdk/provider';
import { describe, expect, test } from '@jest/globals';
import { toGenerateResponse, type LanguageModelResult } from '../../../../providers/models/language-model/to-generate-response.ts';

type Counts = {
  input?: number;
  output?: number;
  cacheRead?: number;
  cacheWrite?: number;
  reasoning?: number;
  raw?: LanguageModelV4Usage['raw'];
};

function toUsage({ input, output, cacheRead, cacheWrite, reasoning, raw }: Counts): LanguageModelV4Usage {
  return {
    inputTokens: { total: input, noCache: undefined, cacheRead, cacheWrite },
    outputTokens: { total: output, text: undefined, reasoning },
    ...(raw !== undefined && { raw }),
  };
}

const result: LanguageModelResult = { content: [], finishReason: { unified: 'stop', raw: undefined }, usage: toUsage({}), warnings: [] };

describe('toGenerateResponse', () => {
  test('is plain JSON with what the vendor said about itself in custom', () => {
    const response = toGenerateResponse({
      ...result,
      content: [{ type: 'text', text: 'hi' }],
      finishReason: { unified: 'stop', raw: 'end_turn' },
      response: { id: 'r1', modelId: 'm-2026', timestamp: new Date(0), headers: { 'x-secret': 'not to be kept' } },
      warnings: [{ type: 'unsupported', feature: 'topK' }],
      providerMetadata: { vendor: { logprobs: [] }, empty: {} },
    });
    expect(response).toEqual({
      message: { role: 'model', content: [{ text: 'hi' }] },
      finishReason: 'stop',
      custom: {
        id: 'r1',
        model: 'm-2026',
        timestamp: '1970-01-01T00:00:00.000Z',
        finishReason: 'end_turn',
        warnings: [{ type: 'unsupported', feature: 'topK' }],
        providerMetadata: { vendor: { logprobs: [] } },
      },
    });
    expect(JSON.parse(JSON.stringify(response))).toEqual(response);
  });

  test.each([
    [{ unified: 'stop', raw: 'stop' }, { finishReason: 'stop' }],
    [{ unified: 'tool-calls', raw: 'tool_calls' }, { finishReason: 'stop' }],
    [{ unified: 'length', raw: 'max_tokens' }, { finishReason: 'length' }],
    [
      { unified: 'content-filter', raw: 'SAFETY' },
      { finishReason: 'blocked', finishMessage: 'SAFETY' },
    ],
    [
      { unified: 'error', raw: 'oops' },
      { finishReason: 'other', finishMessage: 'oops' },
    ],
    [
      { unified: 'other', raw: 'pause' },
      { finishReason: 'other', finishMessage: 'pause' },
    ],
    [{ unified: 'other', raw: undefined }, { finishReason: 'unknown' }],
  ] as [LanguageModelV4FinishReason, object][])('the reason %j is %j', (finishReason, expected) => {
    const { message: _message, custom: _custom, ...said } = toGenerateResponse({ ...result, finishReason });
    expect(said).toEqual(expected);
  });

  test.each([
    [
      { input: 3, output: 4 },
      { inputTokens: 3, outputTokens: 4, totalTokens: 7 },
    ],
    [
      { input: 3, output: 4, raw: { total_tokens: 9 } },
      { inputTokens: 3, outputTokens: 4, totalTokens: 9 },
    ],
    [
      { input: 3, output: 4, raw: { totalTokenCount: 9 } },
      { inputTokens: 3, outputTokens: 4, totalTokens: 9 },
    ],
    [
      { input: 3, cacheRead: 0, reasoning: 0 },
      { inputTokens: 3, cachedContentTokens: 0, thoughtsTokens: 0 },
    ],
    [
      { output: 4, cacheWrite: 5 },
      { outputTokens: 4, custom: { cacheWriteTokens: 5 } },
    ],
    [{}, undefined],
  ] as [Counts, unknown][])('the usage %j is %j', (counts, usage) => {
    expect(toGenerateResponse({ ...result, usage: toUsage(counts) }).usage).toEqual(usage);
  });
});
