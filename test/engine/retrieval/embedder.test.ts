import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import type { EmbedRequest } from '../../../schemas/embed-request.ts';
import { Document } from '../../../engine/retrieval/document.ts';
import { createEmbedderAction, embedderRef } from '../../../engine/retrieval/embedder.ts';
import { createRetrievalApi, type RetrievalApi } from '../../../engine/retrieval/retrieval-api.ts';
import { createTestEngine } from './create-test-engine.ts';

/** An embedder that notes its calls; the vector is the length of the text. */
function defineLengths(ai: RetrievalApi, name: string, info?: { maxEmbeddingsPerCall: number }): { texts: string[]; options: unknown }[] {
  const calls: { texts: string[]; options: unknown }[] = [];
  ai.defineEmbedder({ name, info }, (documents, options: unknown) => {
    calls.push({ texts: documents.map(({ text }) => text), options });
    return { embeddings: documents.map(({ text }) => ({ embedding: [text.length] })) };
  });
  return calls;
}

describe('defineEmbedder', () => {
  test("registers an action of Genkit's shape", () => {
    const { engine } = createTestEngine();
    const info = { label: 'Lengths', dimensions: 1, supports: { input: ['text' as const] } };
    const action = createRetrievalApi(engine).defineEmbedder(
      { name: 'test/lengths', info, configSchema: z.object({ task: z.string().optional() }) },
      (documents) => ({ embeddings: documents.map(() => ({ embedding: [] })) }),
    );
    expect(action.key).toBe('/embedder/test/lengths');
    expect(action.__action).toMatchObject({ actionType: 'embedder', name: 'test/lengths' });
    const registered = engine.registry.lookup('/embedder/test/lengths');
    const customOptions = expect.objectContaining({ type: 'object', properties: { task: { type: 'string' } } });
    expect(registered).toMatchObject({ type: 'embedder', name: 'test/lengths', description: 'Lengths' });
    expect(registered?.metadata).toMatchObject({ type: 'embedder', info, embedder: { label: 'Lengths', dimensions: 1, customOptions } });
    expect(registered?.inputSchema).toMatchObject({ required: ['input'], properties: { options: {} } });
    expect(registered?.outputSchema).toMatchObject({ required: ['embeddings'] });
  });

  test('gives back a function of the request', async () => {
    const ai = createRetrievalApi(createTestEngine().engine);
    const action = ai.defineEmbedder({ name: 'lengths' }, (documents) => {
      expect(documents[0]).toBeInstanceOf(Document);
      return { embeddings: documents.map(({ text }) => ({ embedding: [text.length] })) };
    });
    const request: EmbedRequest = { input: [{ content: [{ text: 'abc' }] }] };
    expect(await action(request)).toEqual({ embeddings: [{ embedding: [3] }] });
    expect(await action.run(request)).toEqual({ result: { embeddings: [{ embedding: [3] }] } });
    await expect(action({ input: 'abc' } as never)).rejects.toMatchObject({
      status: 'INVALID_ARGUMENT',
      message: expect.stringContaining('- input: must be array'),
    });
  });

  test('refuses a second one of its name', () => {
    const ai = createRetrievalApi(createTestEngine().engine);
    defineLengths(ai, 'lengths');
    expect(() => defineLengths(ai, 'lengths')).toThrow('ALREADY_EXISTS');
  });

  test('gives the function what surrounds it', async () => {
    const ai = createRetrievalApi(createTestEngine().engine);
    ai.defineEmbedder({ name: 'watched' }, (_documents, _options, { abortSignal, context }) => {
      expect(abortSignal).toBeInstanceOf(AbortSignal);
      return { embeddings: [{ embedding: [Object.keys(context).length] }] };
    });
    expect(await ai.embed({ embedder: 'watched', content: 'x' })).toEqual([{ embedding: [0] }]);
  });
});

describe('embed', () => {
  test('takes a text with metadata, or a document', async () => {
    const ai = createRetrievalApi(createTestEngine().engine);
    const seen: unknown[] = [];
    ai.defineEmbedder({ name: 'seen' }, (documents) => {
      seen.push(documents.map((document) => document.toJSON()));
      return { embeddings: [{ embedding: [1], metadata: { part: 1 } }] };
    });
    expect(await ai.embed({ embedder: 'seen', content: 'text', metadata: { page: 1 } })).toEqual([
      { embedding: [1], metadata: { part: 1 } },
    ]);
    await ai.embed({ embedder: 'seen', content: Document.fromText('document', { page: 2 }) });
    await ai.embed({ embedder: 'seen', content: { content: [{ text: 'data' }] } });
    expect(seen).toEqual([
      [{ content: [{ text: 'text' }], metadata: { page: 1 } }],
      [{ content: [{ text: 'document' }], metadata: { page: 2 } }],
      [{ content: [{ text: 'data' }] }],
    ]);
  });

  test("lays the call's options over the reference's config and version", async () => {
    const ai = createRetrievalApi(createTestEngine().engine);
    const calls = defineLengths(ai, 'test/lengths');
    const embedder = embedderRef({ name: 'lengths', namespace: 'test', version: '002', config: { task: 'query', size: 1 } });
    await ai.embed({ embedder, content: 'x', options: { size: 2 } });
    await ai.embedMany({ embedder, content: ['x'], options: { size: 3 } });
    await ai.embed({ embedder: 'test/lengths', content: 'x' });
    expect(calls.map(({ options }) => options)).toEqual([
      { version: '002', task: 'query', size: 2 },
      { version: '002', task: 'query', size: 3 },
      {},
    ]);
  });

  test('takes an embedder by name, reference, definition or as a plugin made it', async () => {
    const action = createEmbedderAction({ name: 'plugged/one' }, () => ({ embeddings: [{ embedding: [1] }] }));
    const ai = createRetrievalApi(createTestEngine({ plugins: [{ name: 'plugged', init: () => [action] }] }).engine);
    const defined = ai.defineEmbedder({ name: 'two' }, () => ({ embeddings: [{ embedding: [2] }] }));
    for (const embedder of ['plugged/one', embedderRef({ name: 'plugged/one' }), action]) {
      expect(await ai.embed({ embedder, content: '' })).toEqual([{ embedding: [1] }]);
    }
    expect(await ai.embed({ embedder: defined, content: '' })).toEqual([{ embedding: [2] }]);
  });

  test("says with Genkit's words that there is no such embedder", async () => {
    const ai = createRetrievalApi(createTestEngine().engine);
    await expect(ai.embed({ embedder: 'nobody/there', content: 'x' })).rejects.toMatchObject({
      status: 'NOT_FOUND',
      originalMessage: 'Unable to resolve embedder nobody/there',
      details: { key: '/embedder/nobody/there' },
    });
    await expect(ai.embed({ embedder: embedderRef({ name: 'gone' }), content: 'x' })).rejects.toThrow('Unable to resolve embedder gone');
    await expect(ai.embed({ embedder: undefined as never, content: 'x' })).rejects.toThrow('failed to resolve embedder undefined');
    await expect(ai.embedMany({ embedder: 'nobody', content: ['x'] })).rejects.toThrow('Unable to utilize the provided embedder');
    await expect(ai.embedMany({ embedder: 'nobody', content: [] })).rejects.toThrow('Unable to utilize the provided embedder');
  });

  test('an error of the embedder keeps its words', async () => {
    const ai = createRetrievalApi(createTestEngine().engine);
    ai.defineEmbedder({ name: 'broken' }, () => {
      throw new Error('no vectors today');
    });
    await expect(ai.embed({ embedder: 'broken', content: 'x' })).rejects.toMatchObject({ message: 'no vectors today', step: 'broken' });
  });

  test('refuses an output that holds no embeddings', async () => {
    const ai = createRetrievalApi(createTestEngine().engine);
    ai.defineEmbedder({ name: 'bad' }, () => ({ embeddings: [{ vector: [1] }] }) as never);
    await expect(ai.embed({ embedder: 'bad', content: 'x' })).rejects.toThrow("must have required property 'embedding'");
  });
});

describe('embedMany', () => {
  const content = ['a', 'bb', 'ccc', 'dddd', 'eeeee'];
  const lengths = [1, 2, 3, 4, 5].map((length) => ({ embedding: [length] }));

  test('is one call where the embedder has no limit', async () => {
    const ai = createRetrievalApi(createTestEngine().engine);
    const calls = defineLengths(ai, 'lengths');
    expect(await ai.embedMany({ embedder: 'lengths', content })).toEqual(lengths);
    expect(calls.map(({ texts }) => texts)).toEqual([content]);
  });

  test("makes calls of the embedder's limit, the results in order", async () => {
    const ai = createRetrievalApi(createTestEngine().engine);
    const calls = defineLengths(ai, 'lengths', { maxEmbeddingsPerCall: 2 });
    expect(await ai.embedMany({ embedder: 'lengths', content })).toEqual(lengths);
    expect(calls.map(({ texts }) => texts)).toEqual([['a', 'bb'], ['ccc', 'dddd'], ['eeeee']]);
  });

  test("goes by the reference's limit first, and adds metadata to texts", async () => {
    const ai = createRetrievalApi(createTestEngine().engine);
    const sizes: number[] = [];
    ai.defineEmbedder({ name: 'sized', info: { maxEmbeddingsPerCall: 5 } }, (documents) => {
      sizes.push(documents.length);
      return { embeddings: documents.map(({ metadata }) => ({ embedding: [metadata?.['page'] as number] })) };
    });
    const embedder = embedderRef({ name: 'sized', info: { maxEmbeddingsPerCall: 3 } });
    const pages = await ai.embedMany({ embedder, content: ['a', 'b', 'c', Document.fromText('d', { page: 9 })], metadata: { page: 1 } });
    expect(pages.map(({ embedding }) => embedding)).toEqual([[1], [1], [1], [9]]);
    expect(sizes).toEqual([3, 1]);
  });

  test('has at most four calls under way, and begins none after a failure', async () => {
    const ai = createRetrievalApi(createTestEngine().engine);
    let underWay = 0;
    let most = 0;
    let begun = 0;
    ai.defineEmbedder({ name: 'busy', info: { maxEmbeddingsPerCall: 1 } }, async ([document]) => {
      begun += 1;
      most = Math.max(most, ++underWay);
      await new Promise((resolve) => setImmediate(resolve));
      underWay -= 1;
      if (document?.text === 'bad') throw new Error('bad text');
      return { embeddings: [{ embedding: [Number(document?.text)] }] };
    });
    const texts = Array.from({ length: 12 }, (_, position) => String(position));
    const found = await ai.embedMany({ embedder: 'busy', content: texts });
    expect(found.map(({ embedding }) => embedding[0])).toEqual(texts.map(Number));
    expect([most, begun]).toEqual([4, 12]);
    begun = 0;
    await expect(ai.embedMany({ embedder: 'busy', content: ['0', 'bad', ...texts] })).rejects.toThrow('bad text');
    await new Promise((resolve) => setImmediate(resolve));
    expect(begun).toBeLessThan(9);
  });

  test('in flow code each batch is an action of its own, also in the sandbox', async () => {
    const node = createTestEngine();
    const calls = defineLengths(createRetrievalApi(node.engine), 'lengths', { maxEmbeddingsPerCall: 2 });
    const sandbox = createTestEngine({ worker: node.engine });
    const ai = createRetrievalApi(sandbox.engine);
    ai.defineEmbedder({ name: 'lengths', info: { maxEmbeddingsPerCall: 2 } }, undefined as never);
    expect(sandbox.engine.registry.lookup('/embedder/lengths')?.body).toBeUndefined();
    expect(await sandbox.asFlow(() => ai.embedMany({ embedder: 'lengths', content }))).toEqual(lengths);
    expect(sandbox.calls.map(({ key, name, input }) => [key, name, (input as EmbedRequest).input.length])).toEqual([
      ['/embedder/lengths', 'lengths', 2],
      ['/embedder/lengths', 'lengths', 2],
      ['/embedder/lengths', 'lengths', 1],
    ]);
    expect(calls).toHaveLength(3);
    expect(sandbox.calls[0]?.input).toEqual({ input: [{ content: [{ text: 'a' }] }, { content: [{ text: 'bb' }] }], options: {} });
  });
});

describe('embedderRef', () => {
  test('puts the namespace before the name, once', () => {
    expect(embedderRef({ name: 'one', namespace: 'test', info: { dimensions: 3 } })).toEqual({ name: 'test/one', info: { dimensions: 3 } });
    expect(embedderRef({ name: 'test/one', namespace: 'test' })).toEqual({ name: 'test/one' });
    expect(embedderRef({ name: 'one' })).toEqual({ name: 'one' });
  });
});
