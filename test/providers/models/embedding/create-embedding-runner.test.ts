import type { EmbeddingModelV4, EmbeddingModelV4CallOptions } from '@ai-sdk/provider';
import { describe, expect, test } from '@jest/globals';
import { createEmbeddingRunner, type EmbeddingAdapter } from '../../../../providers/models/embedding/create-embedding-runner.ts';
import { DurakitError } from '../../../../schemas/durakit-error.ts';

/** A model that embeds a text as its length, and keeps what it was called with. */
function createLengthModel(limit?: number): { model: EmbeddingModelV4; calls: EmbeddingModelV4CallOptions[] } {
  const calls: EmbeddingModelV4CallOptions[] = [];
  const model: EmbeddingModelV4 = {
    specificationVersion: 'v4',
    provider: 'lengths',
    modelId: 'length',
    maxEmbeddingsPerCall: limit,
    supportsParallelCalls: true,
    doEmbed: async (options) => {
      calls.push(options);
      return { embeddings: options.values.map((value) => [value.length]), warnings: [] };
    },
  };
  return { model, calls };
}

function createAdapter(model: EmbeddingModelV4, more: Partial<EmbeddingAdapter> = {}): EmbeddingAdapter {
  return { name: 'lengths/length', modelId: 'length', providerOptionsKey: 'lengths', connect: () => ({ model }), ...more };
}

const surroundings = { abortSignal: new AbortController().signal, context: {} };
const toDocuments = (texts: readonly string[]): { content: { text: string }[] }[] => texts.map((text) => ({ content: [{ text }] }));

describe('documents', () => {
  test('are embedded in order, a text of several parts as one', async () => {
    const { model, calls } = createLengthModel();
    const documents = [{ content: [{ text: 'ab' }, { text: 'c' }] }, { content: [{ text: 'd' }], metadata: { id: 1 } }];
    const response = await createEmbeddingRunner(createAdapter(model))(documents, undefined, surroundings);
    expect(response).toEqual({ embeddings: [{ embedding: [3] }, { embedding: [1] }] });
    expect(calls).toEqual([{ values: ['abc', 'd'], abortSignal: surroundings.abortSignal }]);
  });

  test('more than the vendor takes at once are several requests', async () => {
    const { model, calls } = createLengthModel(2);
    const documents = toDocuments(['a', 'ab', 'abc', 'abcd', 'abcde']);
    const { embeddings } = await createEmbeddingRunner(createAdapter(model))(documents, {}, surroundings);
    expect(embeddings.map(({ embedding }) => embedding[0])).toEqual([1, 2, 3, 4, 5]);
    expect(calls.map(({ values }) => values)).toEqual([['a', 'ab'], ['abc', 'abcd'], ['abcde']]);
  });

  test('none are no request', async () => {
    const { model, calls } = createLengthModel();
    expect(await createEmbeddingRunner(createAdapter(model))([], {}, surroundings)).toEqual({ embeddings: [] });
    expect(calls).toEqual([]);
  });

  test('with media are refused, with the place, before anything is sent', async () => {
    const { model, calls } = createLengthModel();
    const documents = [...toDocuments(['a']), { content: [{ media: { url: 'data:image/png;base64,AA==' } }] }];
    const failed = createEmbeddingRunner(createAdapter(model))(documents, {}, surroundings);
    await expect(failed).rejects.toMatchObject({ status: 'INVALID_ARGUMENT' });
    await expect(failed).rejects.toThrow("lengths/length takes text only, and document 1 holds a part of kind 'media'");
    expect(calls).toEqual([]);
  });
});

describe('options', () => {
  test('go to the vendor, known ones by their own names', async () => {
    const { model, calls } = createLengthModel();
    const adapter = createAdapter(model, { defaultProviderOptions: { task: 'query', mode: 'fast' } });
    const options = { dimensions: 8, task: 'document', providerOptions: { other: { level: 1 } } };
    await createEmbeddingRunner(adapter)(toDocuments(['a']), options, surroundings);
    expect(calls[0]).toMatchObject({
      dimensions: 8,
      providerOptions: { lengths: { task: 'document', mode: 'fast' }, other: { level: 1 } },
    });
  });

  test('version and context reach the connection', async () => {
    const { model } = createLengthModel();
    const seen: unknown[] = [];
    const connect: EmbeddingAdapter['connect'] = (...given) => {
      seen.push(given);
      return { model };
    };
    const context = { auth: { name: 'ann' } };
    await createEmbeddingRunner(createAdapter(model, { connect }))(
      toDocuments(['a']),
      { version: 'length-2' },
      { ...surroundings, context },
    );
    expect(seen).toEqual([['length-2', context]]);
  });

  test.each([
    [{ apiKey: 'sk-1' }, 'options.apiKey is not allowed'],
    [{ dimensions: 'many' }, 'dimensions: '],
  ])('%j are refused', async (options, text) => {
    const { model } = createLengthModel();
    const failed = createEmbeddingRunner(createAdapter(model))(toDocuments(['a']), options, surroundings);
    await expect(failed).rejects.toMatchObject({ status: 'INVALID_ARGUMENT' });
    await expect(failed).rejects.toThrow(text);
  });
});

describe('failures', () => {
  test('fewer embeddings than texts are an answer that cannot be read', async () => {
    const { model } = createLengthModel();
    const short = { ...model, doEmbed: async () => ({ embeddings: [[1]], warnings: [] }) };
    const failed = createEmbeddingRunner(createAdapter(short))(toDocuments(['a', 'b']), {}, surroundings);
    await expect(failed).rejects.toMatchObject({ status: 'UNKNOWN', source: 'lengths/length' });
    await expect(failed).rejects.toThrow('1 embeddings came for 2 texts');
  });

  test('keys are blotted out', async () => {
    const { model } = createLengthModel();
    const failing = { ...model, doEmbed: () => Promise.reject(new Error('wrong key key-4711')) };
    const adapter = createAdapter(failing, { connect: () => ({ model: failing, secrets: ['key-4711'] }) });
    const error: unknown = await createEmbeddingRunner(adapter)(toDocuments(['a']), {}, surroundings).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DurakitError);
    expect((error as DurakitError).message).toBe('lengths/length: UNKNOWN: wrong key [redacted]');
  });

  test('an abort is CANCELLED', async () => {
    const { model } = createLengthModel();
    const failing = { ...model, doEmbed: ({ abortSignal }: EmbeddingModelV4CallOptions) => Promise.reject(abortSignal?.reason as Error) };
    const abortSignal = AbortSignal.abort(new Error('stop'));
    const failed = createEmbeddingRunner(createAdapter(failing))(toDocuments(['a']), {}, { ...surroundings, abortSignal });
    await expect(failed).rejects.toMatchObject({ status: 'CANCELLED' });
  });
});
