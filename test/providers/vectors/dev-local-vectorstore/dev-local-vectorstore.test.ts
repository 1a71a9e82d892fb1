import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Document } from '../../../../engine/retrieval/document.ts';
import { createEmbedderAction } from '../../../../engine/retrieval/embedder.ts';
import { createRetrievalApi, type RetrievalApi } from '../../../../engine/retrieval/retrieval-api.ts';
import {
  configureDevLocalIndexer,
  configureDevLocalRetriever,
  devLocalIndexerRef,
  devLocalRetrieverRef,
  devLocalVectorstore,
} from '../../../../dev-local-vectorstore.ts';
import { durakit } from '../../../../index.ts';
import { createTestEngine } from '../../../engine/retrieval/create-test-engine.ts';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'durakit-vectors-'));
});

afterEach(async () => {
  await rm(directory, { recursive: true });
});

const axes = ['cat', 'dog', 'fish'];

/** Counts words: a vector with a place for each of the axes. */
const embedder = createEmbedderAction({ name: 'words/count' }, (documents) => ({
  embeddings: documents.map(({ text }) => ({ embedding: axes.map((axis) => text.split(axis).length - 1) })),
}));

function createStore(embedderOptions?: Record<string, unknown>): RetrievalApi {
  const plugin = devLocalVectorstore([{ indexName: 'animals', embedder: 'words/count', embedderOptions, directory }]);
  const { engine } = createTestEngine({ plugins: [plugin, { name: 'words', init: () => [embedder] }] });
  const ai = createRetrievalApi(engine);
  engine.registry.attachAi(ai);
  return ai;
}

const file = (): string => path.join(directory, '__db_animals.json');
const indexer = devLocalIndexerRef('animals');
const retriever = devLocalRetrieverRef('animals');
const documents = ['cat', 'dog', 'fish', 'cat dog', 'cat cat dog'].map((text) => Document.fromText(text, { from: 'test' }));

describe('devLocalVectorstore', () => {
  test('finds the documents whose vectors are nearest, three of them unless k says otherwise', async () => {
    const ai = createStore();
    await ai.index({ indexer, documents });
    const found = await ai.retrieve({ retriever, query: 'cat' });
    expect(found.map(({ text }) => text)).toEqual(['cat', 'cat cat dog', 'cat dog']);
    expect(found[0]).toBeInstanceOf(Document);
    expect(found[0]?.metadata).toEqual({ from: 'test' });
    expect((await ai.retrieve({ retriever, query: Document.fromText('fish'), options: { k: 1 } })).map(({ text }) => text)).toEqual([
      'fish',
    ]);
    expect(await ai.retrieve({ retriever, query: 'fish', options: { k: 9 } })).toHaveLength(5);
    expect(await ai.retrieve({ retriever, query: 'fish', options: { k: 0 } })).toEqual([]);
  });

  test("writes Genkit's file: entries by the MD5 of the document", async () => {
    const ai = createStore();
    await ai.index({ indexer, documents: [Document.fromText('cat')] });
    expect(JSON.parse(await readFile(file(), 'utf8'))).toEqual({
      // md5 of {"content":[{"text":"cat"}]}
      '3cfdb5cb59d54c361ff2e3c5d82b2d47': { doc: { content: [{ text: 'cat' }] }, embedding: { embedding: [1, 0, 0] } },
    });
    expect(await readdir(directory)).toEqual(['__db_animals.json']);
  });

  test('has the same document once', async () => {
    const ai = createStore();
    await ai.index({ indexer, documents: [...documents, ...documents] });
    const first = await readFile(file(), 'utf8');
    await ai.index({ indexer, documents });
    expect(await readFile(file(), 'utf8')).toBe(first);
    expect(Object.keys(JSON.parse(first) as object)).toHaveLength(5);
  });

  test('keeps an entry for each embedding of a document', async () => {
    const frames = createEmbedderAction({ name: 'films/frames' }, () => ({
      embeddings: [
        { embedding: [1, 0], metadata: { second: 0 } },
        { embedding: [0, 1], metadata: { second: 5 } },
      ],
    }));
    const plugin = devLocalVectorstore([{ indexName: 'films', embedder: frames, directory }]);
    const { engine } = createTestEngine({ plugins: [plugin, { name: 'films', init: () => [frames] }] });
    const ai = createRetrievalApi(engine);
    engine.registry.attachAi(ai);
    await ai.index({
      indexer: devLocalIndexerRef('films'),
      documents: [Document.fromMedia('http://x.test/film.mp4', 'video/mp4', { id: 1 })],
    });
    const found = await ai.retrieve({ retriever: devLocalRetrieverRef('films'), query: 'any' });
    expect(found.map(({ metadata }) => metadata)).toEqual([
      { id: 1, embedMetadata: { second: 0 } },
      { id: 1, embedMetadata: { second: 5 } },
    ]);
  });

  test('hands the options on to the embedder', async () => {
    const seen: unknown[] = [];
    const watched = createEmbedderAction({ name: 'watched/one' }, (_documents, options) => {
      seen.push(options);
      return { embeddings: [{ embedding: [1] }] };
    });
    const plugin = devLocalVectorstore([{ indexName: 'opted', embedder: 'watched/one', embedderOptions: { taskType: 'X' }, directory }]);
    const { engine } = createTestEngine({ plugins: [plugin, { name: 'watched', init: () => [watched] }] });
    const ai = createRetrievalApi(engine);
    engine.registry.attachAi(ai);
    await ai.index({ indexer: devLocalIndexerRef('opted'), documents: [Document.fromText('a')] });
    await ai.retrieve({ retriever: devLocalRetrieverRef('opted'), query: 'a' });
    expect(seen).toEqual([{ taskType: 'X' }, { taskType: 'X' }]);
  });

  test('reads files of both forms that Genkit has written', async () => {
    await writeFile(
      file(),
      JSON.stringify({
        old: { doc: { content: [{ text: 'old cat' }] }, embedding: [1, 0, 0] },
        new: { doc: { content: [{ text: 'new dog' }] }, embedding: { embedding: [0, 1, 0] } },
        other: { doc: { content: [{ text: 'of another embedder' }] }, embedding: { embedding: [1] } },
      }),
    );
    const ai = createStore();
    expect((await ai.retrieve({ retriever, query: 'dog cat cat', options: { k: 2 } })).map(({ text }) => text)).toEqual([
      'old cat',
      'new dog',
    ]);
  });

  test('finds nothing where nothing was indexed', async () => {
    expect(await createStore().retrieve({ retriever, query: 'cat' })).toEqual([]);
  });

  test('two writers at once lose nothing, also of two stores', async () => {
    const [first, second] = [createStore(), createStore()];
    const texts = Array.from({ length: 20 }, (_, position) => `cat ${position}`);
    await Promise.all(
      texts.map((text, position) => (position % 2 === 0 ? first : second).index({ indexer, documents: [Document.fromText(text)] })),
    );
    const entries = Object.values(JSON.parse(await readFile(file(), 'utf8')) as Record<string, { doc: { content: { text: string }[] } }>);
    expect(entries.map(({ doc }) => doc.content[0]?.text).sort()).toEqual(texts.sort());
    expect(await readdir(directory)).toEqual(['__db_animals.json']);
  });

  test('readers never see half a file', async () => {
    const ai = createStore();
    const writing = Promise.all(
      Array.from({ length: 30 }, (_, position) =>
        ai.index({ indexer, documents: [Document.fromText(`dog ${position} ${'x'.repeat(10_000)}`)] }),
      ),
    );
    let isDone = false;
    void writing.finally(() => (isDone = true));
    let reads = 0;
    while (!isDone) {
      await ai.retrieve({ retriever, query: 'dog' });
      reads += 1;
    }
    await writing;
    expect(reads).toBeGreaterThan(0);
    expect(await ai.retrieve({ retriever, query: 'dog', options: { k: 100 } })).toHaveLength(30);
  });

  test('says which file is broken, and leaves it as it is', async () => {
    await writeFile(file(), '{"half":');
    const ai = createStore();
    const status = 'DATA_LOSS';
    const message = expect.stringContaining(`${file()} is no index of vectors`);
    await expect(ai.retrieve({ retriever, query: 'cat' })).rejects.toMatchObject({ status, message });
    await expect(ai.index({ indexer, documents })).rejects.toMatchObject({ status, message });
    expect(await readFile(file(), 'utf8')).toBe('{"half":');
    await rm(file());
    await ai.index({ indexer, documents });
  });

  test('writes nothing where an embedding fails', async () => {
    const plugin = devLocalVectorstore([{ indexName: 'animals', embedder: 'nobody/there', directory }]);
    const { engine } = createTestEngine({ plugins: [plugin] });
    const ai = createRetrievalApi(engine);
    engine.registry.attachAi(ai);
    await expect(ai.index({ indexer, documents })).rejects.toThrow('Unable to resolve embedder nobody/there');
    expect(await readdir(directory)).toEqual([]);
  });

  test('refuses options that it does not have', async () => {
    const ai = createStore();
    await expect(ai.retrieve({ retriever, query: 'cat', options: { k: 'all' } as never })).rejects.toThrow('- options.k: must be number');
    await expect(ai.index({ indexer, documents, options: { k: 1 } as never })).rejects.toThrow('- options: must be null');
  });

  test('refuses an index name that is no part of a file name', async () => {
    const { engine } = createTestEngine({
      plugins: [devLocalVectorstore([{ indexName: '../animals', embedder: 'words/count', directory }])],
    });
    const ai = createRetrievalApi(engine);
    engine.registry.attachAi(ai);
    await expect(ai.retrieve({ retriever, query: 'cat' })).rejects.toThrow("'../animals' cannot be the name of an index");
  });

  test('says what a registry must give it', async () => {
    const { engine } = createTestEngine({ plugins: [devLocalVectorstore([{ indexName: 'animals', embedder: 'words/count', directory }])] });
    await expect(createRetrievalApi(engine).retrieve({ retriever, query: 'cat' })).rejects.toMatchObject({ status: 'FAILED_PRECONDITION' });
  });

  test("is listed with Genkit's labels", () => {
    expect(retriever).toMatchObject({ name: 'devLocalVectorstore/animals', info: { label: 'Local file-based Retriever - animals' } });
    expect(indexer).toMatchObject({ name: 'devLocalVectorstore/animals', info: { label: 'Local file-based Indexer - animals' } });
  });
});

test('works in an app: flow code indexes and retrieves by reference', async () => {
  const ai = durakit({
    mode: 'inline',
    plugins: [
      { name: 'words', init: () => [embedder] },
      devLocalVectorstore([{ indexName: 'animals', embedder: 'words/count', directory }]),
    ],
  });
  const flow = ai.defineFlow('search', async (query: string) => {
    await ai.index({ indexer, documents });
    return (await ai.retrieve({ retriever, query, options: { k: 1 } })).map(({ text }) => text);
  });
  expect(await flow('fish')).toEqual(['fish']);
});

test('an app can define the two without the plugin', async () => {
  const { engine } = createTestEngine({ plugins: [{ name: 'words', init: () => [embedder] }] });
  const ai = createRetrievalApi(engine);
  const own = { indexName: 'animals', embedder, directory };
  const ownIndexer = configureDevLocalIndexer(ai, own);
  const ownRetriever = configureDevLocalRetriever(ai, own);
  expect([ownIndexer.key, ownRetriever.key]).toEqual(['/indexer/devLocalVectorstore/animals', '/retriever/devLocalVectorstore/animals']);
  await ai.index({ indexer: ownIndexer, documents });
  expect((await ai.retrieve({ retriever: ownRetriever, query: 'dog', options: { k: 1 } })).map(({ text }) => text)).toEqual(['dog']);
});
