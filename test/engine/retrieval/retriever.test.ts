import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { Document } from '../../../engine/retrieval/document.ts';
import { createIndexerAction, indexerRef } from '../../../engine/retrieval/indexer.ts';
import { createRetrievalApi } from '../../../engine/retrieval/retrieval-api.ts';
import { createRetrieverAction, retrieverRef } from '../../../engine/retrieval/retriever.ts';
import { createTestEngine } from './create-test-engine.ts';

describe('retrieve', () => {
  test('gives documents for a text or a document, and passes the options on', async () => {
    const ai = createRetrievalApi(createTestEngine().engine);
    const retriever = ai.defineRetriever({ name: 'echo', configSchema: z.object({ k: z.number() }) }, (query, { k }) => {
      expect(query).toBeInstanceOf(Document);
      return { documents: Array.from({ length: k }, () => Document.fromText(query.text, { from: 'echo' })) };
    });
    const documents = await ai.retrieve({ retriever, query: 'hi', options: { k: 2 } });
    expect(documents.every((document) => document instanceof Document)).toBe(true);
    expect(documents.map((document) => document.toJSON())).toEqual([
      { content: [{ text: 'hi' }], metadata: { from: 'echo' } },
      { content: [{ text: 'hi' }], metadata: { from: 'echo' } },
    ]);
    const [only] = await ai.retrieve({ retriever: retrieverRef({ name: 'echo' }), query: Document.fromText('ho'), options: { k: 1 } });
    expect(only?.text).toBe('ho');
  });

  test("is an action of Genkit's shape, the options' schema within its input's", async () => {
    const { engine, asFlow, calls } = createTestEngine();
    const ai = createRetrievalApi(engine);
    const info = { label: 'Echo', supports: { media: true } };
    const configSchema = z.object({ k: z.number().optional() });
    const retriever = ai.defineRetriever({ name: 'echo', configSchema, info }, (query) => ({ documents: [query] }));
    const registered = engine.registry.lookup('/retriever/echo');
    const customOptions = expect.objectContaining({ type: 'object', properties: { k: { type: 'number' } } });
    expect(registered?.metadata).toMatchObject({ type: 'retriever', info, retriever: { customOptions } });
    expect(registered?.inputSchema).toMatchObject({
      required: ['query'],
      properties: { query: {}, options: { properties: { k: { type: 'number' } } } },
    });
    expect(registered?.outputSchema).toMatchObject({ required: ['documents'] });
    await asFlow(() => ai.retrieve({ retriever, query: 'hi', options: { k: 1 } }));
    expect(calls[0]).toMatchObject({ key: '/retriever/echo', input: { query: { content: [{ text: 'hi' }] }, options: { k: 1 } } });
    await expect(ai.retrieve({ retriever, query: 'hi', options: { k: 'one' } as never })).rejects.toMatchObject({
      status: 'INVALID_ARGUMENT',
      message: expect.stringContaining('- options.k: must be number'),
    });
    expect(await retriever({ query: { content: [{ text: 'x' }] } })).toEqual({ documents: [{ content: [{ text: 'x' }] }] });
  });

  test('keeps what a retriever gives beside its documents', async () => {
    const ai = createRetrievalApi(createTestEngine().engine);
    const retriever = ai.defineRetriever({ name: 'paged' }, () => ({ documents: [], next: 'page2' }));
    expect(await retriever({ query: { content: [] } })).toEqual({ documents: [], next: 'page2' });
  });

  test("says with Genkit's words that there is no such retriever", async () => {
    const ai = createRetrievalApi(createTestEngine().engine);
    for (const retriever of ['gone', retrieverRef({ name: 'gone', info: {} }), undefined as never]) {
      await expect(ai.retrieve({ retriever, query: 'x' })).rejects.toMatchObject({
        status: 'NOT_FOUND',
        originalMessage: 'Unable to resolve the retriever',
      });
    }
  });

  test('a schema with references is not put into another one', () => {
    const recursive = { $ref: '#/definitions/node', definitions: { node: { type: 'object' } } };
    const action = createRetrieverAction({ name: 'deep', configSchema: recursive }, () => ({ documents: [] }));
    expect((action.inputSchema?.['properties'] as Record<string, unknown>)['options']).toEqual({});
    expect(action.metadata).toMatchObject({ retriever: { customOptions: recursive } });
  });
});

describe('defineSimpleRetriever', () => {
  const rows = [{ id: 1, title: 'Moby', body: 'Call me Ishmael.' }];

  test('takes texts as they are', async () => {
    const ai = createRetrievalApi(createTestEngine().engine);
    const retriever = ai.defineSimpleRetriever({ name: 'texts' }, (query) => [`about ${query.text}`]);
    expect((await ai.retrieve({ retriever, query: 'whales' })).map((document) => document.toJSON())).toEqual([
      { content: [{ text: 'about whales' }] },
    ]);
  });

  test('takes a member as the content and the rest as metadata', async () => {
    const ai = createRetrievalApi(createTestEngine().engine);
    const retriever = ai.defineSimpleRetriever({ name: 'rows', content: 'body' }, () => rows);
    expect((await ai.retrieve({ retriever, query: '' }))[0]?.toJSON()).toEqual({
      content: [{ text: 'Call me Ishmael.' }],
      metadata: { id: 1, title: 'Moby' },
    });
  });

  test('takes functions, and names of metadata', async () => {
    const ai = createRetrievalApi(createTestEngine().engine);
    const named = ai.defineSimpleRetriever(
      { name: 'named', content: (row: (typeof rows)[number]) => `${row.title}: ${row.body}`, metadata: ['id'] },
      () => rows,
    );
    expect((await ai.retrieve({ retriever: named, query: '' }))[0]?.toJSON()).toEqual({
      content: [{ text: 'Moby: Call me Ishmael.' }],
      metadata: { id: 1 },
    });
    const parts = ai.defineSimpleRetriever(
      {
        name: 'parts',
        content: (row: (typeof rows)[number]) => [{ text: row.title }, { text: row.body }],
        metadata: ({ id }) => ({ key: id }),
      },
      async () => rows,
    );
    expect((await ai.retrieve({ retriever: parts, query: '' }))[0]?.toJSON()).toEqual({
      content: [{ text: 'Moby' }, { text: 'Call me Ishmael.' }],
      metadata: { key: 1 },
    });
  });

  test("refuses items that it cannot convert, with Genkit's words", async () => {
    const ai = createRetrievalApi(createTestEngine().engine);
    ai.defineSimpleRetriever({ name: 'null', content: 'body' }, () => [null]);
    ai.defineSimpleRetriever({ name: 'object' }, () => rows);
    ai.defineSimpleRetriever({ name: 'number', content: (item) => String(item) }, () => [7]);
    const errors = await Promise.all(
      ['null', 'object', 'number'].map((retriever) => ai.retrieve({ retriever, query: '' }).catch((error: unknown) => error)),
    );
    const status = 'INVALID_ARGUMENT';
    expect(errors).toMatchObject([
      { status, originalMessage: 'Items returned from simple retriever must be non-null.' },
      {
        status,
        originalMessage: 'Cannot convert item to document without content option. Item: {"id":1,"title":"Moby","body":"Call me Ishmael."}',
      },
      { status, originalMessage: 'Unable to extract metadata from item with supplied options. Item: 7' },
    ]);
  });

  test('passes query and options on', async () => {
    const ai = createRetrievalApi(createTestEngine().engine);
    const retriever = ai.defineSimpleRetriever({ name: 'limited', configSchema: z.object({ limit: z.number() }) }, (query, { limit }) =>
      Array.from({ length: limit }, (_, position) => `${query.text} ${position}`),
    );
    const found = await ai.retrieve({ retriever, query: 'hit', options: { limit: 2 } });
    expect(found.map(({ text }) => text)).toEqual(['hit 0', 'hit 1']);
  });
});

describe('index', () => {
  test('hands the documents over and gives nothing back', async () => {
    const { engine, asFlow, calls } = createTestEngine();
    const ai = createRetrievalApi(engine);
    const stored: unknown[] = [];
    const configSchema = z.object({ space: z.string() });
    const indexer = ai.defineIndexer({ name: 'store', configSchema, embedderInfo: { dimensions: 3 } }, (documents, options) => {
      expect(documents[0]).toBeInstanceOf(Document);
      stored.push([documents.map(({ text }) => text), options]);
    });
    const documents = [Document.fromText('one', { page: 1 }), { content: [{ text: 'two' }] }];
    expect(await asFlow(() => ai.index({ indexer, documents, options: { space: 'a' } }))).toBeUndefined();
    expect(stored).toEqual([[['one', 'two'], { space: 'a' }]]);
    expect(calls[0]?.input).toEqual({
      documents: [{ content: [{ text: 'one' }], metadata: { page: 1 } }, { content: [{ text: 'two' }] }],
      options: { space: 'a' },
    });
    const registered = engine.registry.lookup('/indexer/store');
    expect(registered?.metadata).toMatchObject({
      type: 'indexer',
      embedderInfo: { dimensions: 3 },
      indexer: { customOptions: { type: 'object' } },
    });
    expect(registered?.inputSchema).toMatchObject({ required: ['documents'], properties: { options: { required: ['space'] } } });
    expect(registered?.outputSchema).toBeUndefined();
  });

  test('takes an indexer by name, by reference or as a plugin made it', async () => {
    let runs = 0;
    const action = createIndexerAction({ name: 'plugged/store' }, () => void ++runs);
    const ai = createRetrievalApi(createTestEngine({ plugins: [{ name: 'plugged', init: () => [action] }] }).engine);
    for (const indexer of ['plugged/store', indexerRef({ name: 'plugged/store' }), action]) await ai.index({ indexer, documents: [] });
    expect(runs).toBe(3);
  });

  test("says with Genkit's words that there is no such indexer", async () => {
    const ai = createRetrievalApi(createTestEngine().engine);
    await expect(ai.index({ indexer: 'gone', documents: [] })).rejects.toMatchObject({
      status: 'NOT_FOUND',
      originalMessage: 'Unable to utilize the provided indexer',
    });
  });
});
