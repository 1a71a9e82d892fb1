import type { LanguageModelV4, LanguageModelV4CallOptions, LanguageModelV4GenerateResult } from '@ai-sdk/provider';
import { describe, expect, test } from '@jest/globals';
import { createModelAction } from '../../../../engine/define-model.ts';
import {
  createLanguageModelRunner,
  type LanguageModelAdapter,
} from '../../../../providers/models/language-model/create-language-model-runner.ts';
import type { Action } from '../../../../engine/action.ts';
import { ask, callModel } from '../call-model.ts';

const answer: LanguageModelV4GenerateResult = {
  content: [{ type: 'text', text: 'hello' }],
  finishReason: { unified: 'stop', raw: 'stop' },
  usage: {
    inputTokens: { total: 1, noCache: 1, cacheRead: 0, cacheWrite: undefined },
    outputTokens: { total: 1, text: 1, reasoning: 0 },
  },
  warnings: [{ type: 'other', message: 'of the package' }],
};

/** A vendor's package that answers at once and keeps what it was asked. */
function createVendor(result: Partial<LanguageModelV4GenerateResult> = {}): {
  model: LanguageModelV4;
  calls: LanguageModelV4CallOptions[];
  streams: number;
} {
  const vendor = { calls: [] as LanguageModelV4CallOptions[], streams: 0 };
  const model: LanguageModelV4 = {
    specificationVersion: 'v4',
    provider: 'vendor.chat',
    modelId: 'model',
    supportedUrls: {},
    doGenerate: async (options) => {
      vendor.calls.push(options);
      return { ...answer, ...result };
    },
    doStream: async (options) => {
      vendor.calls.push(options);
      vendor.streams += 1;
      const parts = [
        { type: 'text-delta', id: '0', delta: 'hello' },
        { type: 'finish', finishReason: answer.finishReason, usage: answer.usage },
      ] as const;
      return { stream: ReadableStream.from(parts) };
    },
  };
  return Object.assign(vendor, { model });
}

function createAction(adapter: Pick<LanguageModelAdapter, 'connect'> & Partial<LanguageModelAdapter>): Action {
  const runner = createLanguageModelRunner({ name: 'vendor/model', modelId: 'model', providerOptionsKey: 'vendor', ...adapter });
  return createModelAction({ name: 'vendor/model' }, runner);
}

describe('createLanguageModelRunner', () => {
  test('calls once at once, with the signal and the settings', async () => {
    const vendor = createVendor();
    const { signal } = new AbortController();
    const request = { ...ask('hi'), config: { temperature: 0, own: 1 } };
    const response = await callModel(createAction({ connect: () => vendor }), request, { abortSignal: signal });
    expect(response).toMatchObject({
      message: { role: 'model', content: [{ text: 'hello' }] },
      finishReason: 'stop',
      latencyMs: expect.any(Number),
    });
    expect(vendor.calls).toEqual([
      expect.objectContaining({ temperature: 0, providerOptions: { vendor: { own: 1 } }, abortSignal: signal }),
    ]);
    expect(vendor.streams).toBe(0);
  });

  test('streams where somebody listens', async () => {
    const vendor = createVendor();
    const texts: unknown[] = [];
    const onChunk = (chunk: unknown): void => void texts.push(chunk);
    const response = await callModel(createAction({ connect: () => vendor }), ask('hi'), { streaming: true, onChunk });
    expect(response.message?.content).toEqual([{ text: 'hello' }]);
    expect(texts).toEqual([{ role: 'model', index: 0, content: [{ text: 'hello' }] }]);
    expect(vendor.streams).toBe(1);
  });

  test("takes the model's version from the config", async () => {
    const ids: string[] = [];
    const connect = (id: string): { model: LanguageModelV4 } => {
      ids.push(id);
      return createVendor();
    };
    await callModel(createAction({ connect }), ask('hi'));
    await callModel(createAction({ connect }), { ...ask('hi'), config: { version: 'model-2' } });
    expect(ids).toEqual(['model', 'model-2']);
  });

  test('has the warnings of the conversion and of the package in custom', async () => {
    const request = { messages: [{ role: 'model' as const, content: [{ custom: { strange: 1 } }] }] };
    const response = await callModel(createAction({ connect: () => createVendor() }), request);
    expect(response.custom).toMatchObject({ warnings: [{ message: expect.stringContaining('strange') }, { message: 'of the package' }] });
  });

  test('fails where the package says that the answer was interrupted', async () => {
    const vendor = createVendor({ finishReason: { unified: 'interrupted', raw: undefined } });
    await expect(callModel(createAction({ connect: () => vendor }), ask('hi'))).rejects.toMatchObject({ status: 'UNAVAILABLE' });
  });

  test('refuses a bad request before it connects', async () => {
    const connect = (): never => {
      throw new Error('it connected');
    };
    await expect(callModel(createAction({ connect }), { ...ask('hi'), config: { topP: 'x' } })).rejects.toMatchObject({
      status: 'INVALID_ARGUMENT',
    });
  });
});
