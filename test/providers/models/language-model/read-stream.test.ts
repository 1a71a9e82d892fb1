import type { LanguageModelV4StreamPart, LanguageModelV4Usage } from '@ai-sdk/provider';
import { describe, expect, test } from '@jest/globals';
import { readStream } from '../../../../providers/models/language-model/read-stream.ts';
import type { LanguageModelResult } from '../../../../providers/models/language-model/to-generate-response.ts';
import type { GenerateResponseChunkData } from '../../../../schemas/generate-response.ts';

const usage: LanguageModelV4Usage = {
  inputTokens: { total: 1, noCache: undefined, cacheRead: undefined, cacheWrite: undefined },
  outputTokens: { total: 2, text: undefined, reasoning: undefined },
};
const finish: LanguageModelV4StreamPart = { type: 'finish', finishReason: { unified: 'stop', raw: 'stop' }, usage };

interface Reading {
  readonly result: Promise<LanguageModelResult>;
  readonly chunks: GenerateResponseChunkData[];
  readonly cancelled: unknown[];
}

function read(
  parts: readonly LanguageModelV4StreamPart[],
  abortSignal = new AbortController().signal,
  onChunk = (): void => undefined,
): Reading {
  const chunks: GenerateResponseChunkData[] = [];
  const cancelled: unknown[] = [];
  const left = [...parts];
  const stream = new ReadableStream<LanguageModelV4StreamPart>({
    pull: (controller) => {
      const part = left.shift();
      if (part === undefined) controller.close();
      else controller.enqueue(part);
    },
    cancel: (reason) => void cancelled.push(reason),
  });
  const sendChunk = (chunk: GenerateResponseChunkData): void => {
    chunks.push(chunk);
    onChunk();
  };
  return { result: readStream(stream, { sendChunk, abortSignal }), chunks, cancelled };
}

describe('readStream', () => {
  test('passes pieces on and puts blocks together in the order of their beginning', async () => {
    const { result, chunks } = read([
      { type: 'stream-start', warnings: [{ type: 'unsupported', feature: 'topK' }] },
      { type: 'response-metadata', id: 'r1' },
      { type: 'response-metadata', modelId: 'm1' },
      { type: 'reasoning-start', id: '0', providerMetadata: { vendor: { first: 1 } } },
      { type: 'reasoning-delta', id: '0', delta: 'h' },
      { type: 'text-start', id: '0' },
      { type: 'text-delta', id: '0', delta: 'Hel' },
      { type: 'reasoning-delta', id: '0', delta: 'm' },
      { type: 'reasoning-end', id: '0', providerMetadata: { vendor: { signature: 's' } } },
      { type: 'ping' },
      { type: 'text-delta', id: '0', delta: '' },
      { type: 'text-delta', id: '0', delta: 'lo' },
      { type: 'text-end', id: '0', providerMetadata: { vendor: { last: true } } },
      { type: 'tool-input-start', id: 'c1', toolName: 'pay' },
      { type: 'tool-input-delta', id: 'c1', delta: '{}' },
      { type: 'tool-input-end', id: 'c1' },
      { type: 'tool-call', toolCallId: 'c1', toolName: 'pay', input: '{}' },
      finish,
    ]);
    expect(await result).toEqual({
      content: [
        { type: 'reasoning', text: 'hm', providerMetadata: { vendor: { first: 1, signature: 's' } } },
        { type: 'text', text: 'Hello', providerMetadata: { vendor: { last: true } } },
        { type: 'tool-call', toolCallId: 'c1', toolName: 'pay', input: '{}' },
      ],
      warnings: [{ type: 'unsupported', feature: 'topK' }],
      response: { id: 'r1', modelId: 'm1' },
      finishReason: { unified: 'stop', raw: 'stop' },
      usage,
    });
    expect(chunks.map(({ content }) => content[0])).toEqual([
      { reasoning: 'h' },
      { text: 'Hel' },
      { reasoning: 'm' },
      { text: 'lo' },
      { toolRequest: { name: 'pay', ref: 'c1', input: {} } },
    ]);
  });

  test('takes a block without a beginning, and a second block of one id', async () => {
    const { result } = read([
      { type: 'text-delta', id: '0', delta: 'a' },
      { type: 'text-end', id: '0' },
      { type: 'text-start', id: '0' },
      { type: 'text-delta', id: '0', delta: 'b' },
      finish,
    ]);
    expect((await result).content).toEqual([
      { type: 'text', text: 'a' },
      { type: 'text', text: 'b' },
    ]);
  });

  test.each([
    ['no end', []],
    ['an end that says so', [{ ...finish, finishReason: { unified: 'interrupted', raw: undefined } }]],
  ] as [string, LanguageModelV4StreamPart[]][])('fails as cut with %s', async (_, parts) => {
    await expect(read(parts).result).rejects.toMatchObject({ name: 'StreamPartError', kind: 'cut' });
  });

  test('fails with an error within the stream, and cancels it', async () => {
    const { result, cancelled } = read([{ type: 'error', error: { message: 'no' } }, finish]);
    await expect(result).rejects.toMatchObject({ kind: 'error', payload: { message: 'no' } });
    expect(cancelled.length).toBe(1);
  });

  test('stops and cancels the stream when the listener fails', async () => {
    const { result, cancelled } = read([{ type: 'text-delta', id: '0', delta: 'a' }, finish], undefined, () => {
      throw new Error('the listener broke');
    });
    await expect(result).rejects.toThrow('the listener broke');
    expect(cancelled.length).toBe(1);
  });

  test('stops and cancels the stream on an abort that the package does not see', async () => {
    const controller = new AbortController();
    const delta: LanguageModelV4StreamPart = { type: 'text-delta', id: '0', delta: 'a' };
    const { result, chunks, cancelled } = read([delta, delta, finish], controller.signal, () => controller.abort());
    await expect(result).rejects.toMatchObject({ name: 'AbortError' });
    expect(chunks.length).toBe(1);
    expect(cancelled.length).toBe(1);
  });
});
