import { describe, expect, test } from '@jest/globals';
import { toCallSettings } from '../../../../providers/models/language-model/call-settings.ts';
import { toCallOptions } from '../../../../providers/models/language-model/to-call-options.ts';
import type { GenerateRequest } from '../../../../schemas/generate-request.ts';

function convert(request: Partial<GenerateRequest>, defaultProviderOptions?: Record<string, unknown>): Record<string, unknown> {
  const settings = toCallSettings(request.config);
  const context = { settings, providerOptionsKey: 'vendor', mediaInToolResults: true, defaultProviderOptions };
  const { prompt: _, ...options } = toCallOptions({ messages: [], ...request }, context).options;
  return options;
}

describe('config', () => {
  test("known settings have their own places, all others are the vendor's", () => {
    const standard = {
      temperature: 0,
      maxOutputTokens: 5,
      topK: 1,
      topP: 0.5,
      stopSequences: ['x'],
      seed: 1,
      presencePenalty: 1,
      frequencyPenalty: 2,
    };
    expect(convert({ config: { ...standard, reasoning: 'low', version: 'v2', logprobs: true, extra: { deep: [1] } } })).toEqual({
      ...standard,
      reasoning: 'low',
      providerOptions: { vendor: { logprobs: true, extra: { deep: [1] } } },
    });
  });

  test("a vendor's own form of reasoning stays the vendor's", () => {
    expect(convert({ config: { reasoning: { effort: 'high' } } })).toEqual({
      providerOptions: { vendor: { reasoning: { effort: 'high' } } },
    });
  });

  test('providerOptions are passed on, over the rest, which is over the defaults', () => {
    const config = { one: 1, two: 2, providerOptions: { vendor: { two: 22 }, another: { three: 3 } } };
    expect(convert({ config }, { zero: 0, one: 0 })).toEqual({
      providerOptions: { vendor: { zero: 0, one: 1, two: 22 }, another: { three: 3 } },
    });
  });

  test('an empty config sends nothing', () => {
    expect(convert({ config: {} })).toEqual({});
    expect(convert({})).toEqual({});
  });

  test.each([
    [{ temperature: 'hot' }, 'temperature: '],
    [{ stopSequences: 'x' }, 'stopSequences: '],
    [{ providerOptions: { vendor: 1 } }, 'providerOptions.vendor: '],
    [{ apiKey: 'sk-1' }, 'config.apiKey is not allowed'],
  ])('%j is refused', (config, message) => {
    expect(() => convert({ config })).toThrow(message);
    expect(() => convert({ config })).toThrow('INVALID_ARGUMENT');
  });
});

describe('tools', () => {
  const inputSchema = { type: 'object', properties: { city: { type: 'string' } } };

  test('are function tools, with strict and options from their metadata', () => {
    const tools = [
      { name: 'weather', description: 'tells it', inputSchema, metadata: { strict: true, providerOptions: { vendor: { cache: true } } } },
      { name: 'now', description: '', inputSchema: null },
    ];
    expect(convert({ tools, toolChoice: 'required' })).toEqual({
      tools: [
        {
          type: 'function',
          name: 'weather',
          description: 'tells it',
          inputSchema,
          strict: true,
          providerOptions: { vendor: { cache: true } },
        },
        { type: 'function', name: 'now', inputSchema: { type: 'object', properties: {} } },
      ],
      toolChoice: { type: 'required' },
    });
  });

  test('a choice without tools is not sent: vendors refuse it', () => {
    expect(convert({ tools: [], toolChoice: 'auto' })).toEqual({});
  });
});

describe('output', () => {
  const schema = { type: 'object' };
  test.each([
    [
      { format: 'json', schema, constrained: true },
      { type: 'json', schema },
    ],
    [
      { format: 'json', schema },
      { type: 'json', schema },
    ],
    [
      { contentType: 'application/json', schema },
      { type: 'json', schema },
    ],
    [{ format: 'json', schema, constrained: false }, { type: 'json' }],
    [{ format: 'json' }, { type: 'json' }],
    [{ format: 'text' }, undefined],
    [{ format: 'enum', contentType: 'text/enum', schema }, undefined],
  ])('%j is %j', (output, responseFormat) => {
    expect(convert({ output })).toEqual(responseFormat === undefined ? {} : { responseFormat });
  });
});
