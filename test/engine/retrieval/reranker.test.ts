import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { Document } from '../../../engine/retrieval/document.ts';
import { RankedDocument } from '../../../engine/retrieval/ranked-document.ts';
import { createRerankerAction, rerankerRef } from '../../../engine/retrieval/reranker.ts';
import { createRetrievalApi } from '../../../engine/retrieval/retrieval-api.ts';
import { createTestEngine } from './create-test-engine.ts';

describe('rerank', () => {
  test('gives ranked documents', async () => {
    const { engine, asFlow, calls } = createTestEngine();
    const ai = createRetrievalApi(engine);
    const info = { label: 'By length' };
    const reranker = ai.defineReranker({ name: 'length', configSchema: z.object({ k: z.number() }), info }, (query, documents, { k }) => {
      expect([query, ...documents].every((document) => document instanceof Document)).toBe(true);
      const ranked = documents.map(({ content, text }) => ({ content, metadata: { score: text.length, query: query.text } }));
      return { documents: ranked.sort((left, right) => right.metadata.score - left.metadata.score).slice(0, k) };
    });
    const documents = ['a', 'ccc', 'bb'].map((text) => Document.fromText(text));
    const ranked = await asFlow(() => ai.rerank({ reranker, query: 'q', documents, options: { k: 2 } }));
    expect(ranked.every((document) => document instanceof RankedDocument)).toBe(true);
    expect(ranked.map((document) => [document.text, document.score(), document.metadata['query']])).toEqual([
      ['ccc', 3, 'q'],
      ['bb', 2, 'q'],
    ]);
    expect(calls[0]).toMatchObject({ key: '/reranker/length', input: { query: { content: [{ text: 'q' }] }, options: { k: 2 } } });
    const registered = engine.registry.lookup('/reranker/length');
    expect(registered?.metadata).toMatchObject({ type: 'reranker', info, reranker: { customOptions: { required: ['k'] } } });
    expect(registered?.inputSchema).toMatchObject({ required: ['query', 'documents'], properties: { options: { required: ['k'] } } });
  });

  test('refuses documents without a score', async () => {
    const ai = createRetrievalApi(createTestEngine().engine);
    ai.defineReranker({ name: 'lazy' }, (_query, documents) => ({ documents }) as never);
    await expect(ai.rerank({ reranker: 'lazy', query: 'q', documents: [Document.fromText('a', {})] })).rejects.toThrow(
      "must have required property 'score'",
    );
  });

  test('takes a reranker by name, by reference or as a plugin made it', async () => {
    const action = createRerankerAction({ name: 'plugged/none' }, () => ({ documents: [] }));
    const ai = createRetrievalApi(createTestEngine({ plugins: [{ name: 'plugged', init: () => [action] }] }).engine);
    for (const reranker of ['plugged/none', rerankerRef({ name: 'plugged/none' }), action]) {
      expect(await ai.rerank({ reranker, query: 'q', documents: [] })).toEqual([]);
    }
  });

  test("says with Genkit's words that there is no such reranker", async () => {
    const ai = createRetrievalApi(createTestEngine().engine);
    await expect(ai.rerank({ reranker: 'gone', query: 'q', documents: [] })).rejects.toMatchObject({
      status: 'NOT_FOUND',
      originalMessage: 'Unable to resolve the reranker',
    });
  });
});
