import { Document, embedderRef, evaluatorRef, indexerRef, rerankerRef, retrieverRef, z } from 'durakit';
import { RankedDocument } from 'durakit/reranker';
import { ai } from './ai.ts';

const textOf = (document: { text: string }): string => document.text;

const embedder = ai.defineEmbedder({ name: 'retrievalEmbedder' }, async (documents, options) => ({
  embeddings: documents.map((document) => ({
    embedding: [document.text.length, Object.keys((options ?? {}) as object).length],
    metadata: { said: textOf(document), own: document.metadata, options: options as unknown },
  })),
}));
ai.defineEmbedder({ name: 'retrievalTwoByTwo', info: { maxEmbeddingsPerCall: 2, dimensions: 1 } }, async (documents) => ({
  embeddings: documents.map((document) => ({ embedding: [document.text.length], metadata: { batch: documents.map(textOf) } })),
}));
ai.defineEmbedder({ name: 'retrievalApart' }, async ([document]) => ({
  embeddings: (document?.text ?? '').split(' ').map((word) => ({ embedding: [word.length], metadata: { word } })),
}));
ai.defineEmbedder({ name: 'retrievalFails', info: { maxEmbeddingsPerCall: 1 } }, async ([document]) => {
  if (document?.text === 'bad') throw Object.assign(new Error('the vendor says no'), { status: 'UNAVAILABLE' });
  return { embeddings: [{ embedding: [1] }] };
});
ai.defineEmbedder({ name: 'retrievalWrongEmbedder' }, async () => ({ embeddings: [{ embedding: 'none' }] }) as never);

const stored: string[] = [];
const Options = z.object({ limit: z.number().optional() });
const retriever = ai.defineRetriever({ name: 'retrievalRetriever', configSchema: Options }, async (query, options) => ({
  documents: [
    Document.fromText(`${query.text} found`, { id: 1, ...(options !== undefined && { options }) }),
    { content: [{ text: 'and ' }, { text: 'more' }, { media: { url: 'data:image/png;base64,AA==', contentType: 'image/png' } }] },
  ],
}));
ai.defineRetriever({ name: 'retrievalWrongRetriever' }, async () => ({ documents: [{ content: 'text' }] }) as never);
const indexer = ai.defineIndexer(
  { name: 'retrievalIndexer', configSchema: z.object({ name: z.string() }).optional() },
  async (documents, options) => {
    if (options?.name === 'fail') throw new Error(`no place for ${documents.length}`);
    stored.push(...documents.map(textOf));
  },
);
const reranker = ai.defineReranker(
  { name: 'retrievalReranker', configSchema: z.object({ k: z.number() }).optional() },
  async (query, documents, options) => ({
    documents: documents
      .map((document) => ({
        content: document.content,
        metadata: { ...document.metadata, score: document.text.length + query.text.length },
      }))
      .sort((left, right) => right.metadata.score - left.metadata.score)
      .slice(0, options?.k ?? 9),
  }),
);

ai.defineSimpleRetriever({ name: 'retrievalTexts' }, async (query) => [`${query.text} 1`, 'two']);
ai.defineSimpleRetriever({ name: 'retrievalRows', content: 'body', metadata: ['title'] }, async () => [{ title: 'a', body: 'A', more: 1 }]);
ai.defineSimpleRetriever({ name: 'retrievalAllMetadata', content: 'body' }, async () => [{ title: 'a', body: 'A', more: 1 }]);
ai.defineSimpleRetriever(
  {
    name: 'retrievalFunctions',
    content: (row: { body: string }) => [{ text: `<${row.body}>` }],
    metadata: (row) => ({ length: row.body.length }),
  },
  async () => [{ body: 'A' }],
);
ai.defineSimpleRetriever({ name: 'retrievalNoContent' }, async () => [{ body: 'A' }]);
ai.defineSimpleRetriever({ name: 'retrievalNull' }, async () => [null]);
ai.defineSimpleRetriever({ name: 'retrievalOddMetadata', content: () => 'x' }, async () => [7]);

ai.defineEvaluator({ name: 'retrievalEvaluator', displayName: 'Length', definition: 'how long the output is' }, async (point, options) => ({
  testCaseId: point.testCaseId,
  evaluation: {
    score: String(point.output).length,
    status: 'PASS',
    details: { reasoning: JSON.stringify([point.input, point.reference, options ?? null]) },
  },
}));
const Point = z.object({ input: z.string(), output: z.string().optional() });
const picky = ai.defineEvaluator(
  {
    name: 'retrievalPicky',
    displayName: 'Picky',
    definition: 'fails at bad',
    dataPointType: Point,
    configSchema: z.object({ strict: z.boolean() }).optional(),
    isBilled: false,
  },
  async (point) => {
    if (point.input === 'bad') throw new Error('cannot judge that');
    return {
      testCaseId: point.testCaseId,
      evaluation: [
        { id: 'a', score: 1 },
        { id: 'b', score: true, status: 'FAIL' as const },
      ],
    };
  },
);

interface Embedding {
  readonly embedder: unknown;
  readonly content: unknown;
  readonly metadata?: Record<string, unknown>;
  readonly options?: unknown;
}

export const retrievalEmbed = ai.defineFlow('retrievalEmbed', async (options: Embedding) => await ai.embed(options as never));
export const retrievalEmbedMany = ai.defineFlow('retrievalEmbedMany', async (options: Embedding) => await ai.embedMany(options as never));

/** The forms of an embedder. */
export const retrievalEmbedderForms = ai.defineFlow('retrievalEmbedderForms', async () => {
  const reference = embedderRef({ name: 'retrievalEmbedder', version: 'v1', config: { a: 1 } });
  const results = [
    await ai.embed({ embedder, content: 'x' }),
    await ai.embed({ embedder: 'retrievalEmbedder', content: Document.fromText('xy', { from: 'document' }), metadata: { not: 'mine' } }),
    await ai.embed({ embedder: reference, content: 'x', options: { b: 2 } }),
    (await embedder({ input: [{ content: [{ text: 'direct' }] }], options: {} })).embeddings,
  ];
  return { results: results.flat(), name: embedderRef({ name: 'one', namespace: 'kit' }).name };
});

/** What a flow can do with what it found. */
export const retrievalRetrieve = ai.defineFlow('retrievalRetrieve', async (limit: number | undefined) => {
  const documents = await ai.retrieve({ retriever, query: 'query', ...(limit !== undefined && { options: { limit } }) });
  return documents.map((document) => ({
    isDocument: document instanceof Document,
    text: document.text,
    media: document.media,
    data: document.data,
    type: document.dataType ?? null,
    json: document.toJSON(),
    apart: document
      .getEmbeddingDocuments([
        { embedding: [1], metadata: { part: 1 } },
        { embedding: [2], metadata: { part: 2 } },
      ])
      .map(({ metadata }) => metadata ?? null),
  }));
});

export const retrievalRetrieveBy = ai.defineFlow(
  'retrievalRetrieveBy',
  async ({ retriever: name, query, options }: { retriever: string; query?: unknown; options?: unknown }) =>
    (await ai.retrieve({ retriever: name, query: (query ?? 'query') as string, ...(options !== undefined && { options }) })).map(
      (document) => document.toJSON(),
    ),
);

export const retrievalRetrieverForms = ai.defineFlow('retrievalRetrieverForms', async () => {
  const byReference = await ai.retrieve({ retriever: retrieverRef({ name: 'retrievalRetriever' }), query: Document.fromText('document') });
  const { documents } = await retriever({ query: { content: [{ text: 'direct' }] } });
  return [byReference[0]?.text, documents[0]?.content];
});

/** Stores, and says what is stored: on the worker, which has the store. */
export const retrievalIndex = ai.defineFlow('retrievalIndex', async (word: string) => {
  const results = [
    await ai.index({ indexer, documents: [Document.fromText(`${word} 1`), { content: [{ text: `${word} 2` }] }] }),
    await ai.index({ indexer: 'retrievalIndexer', documents: [Document.fromText(`${word} 3`)], options: { name: 'n' } }),
    await ai.index({ indexer: indexerRef({ name: 'retrievalIndexer' }), documents: [] }),
  ];
  const found = await ai.run('read', async () => stored.filter((text) => text.startsWith(word)));
  return { results: results.map((result) => result ?? null), found };
});

export const retrievalIndexBy = ai.defineFlow(
  'retrievalIndexBy',
  async ({ indexer: name, options }: { indexer: string; options?: unknown }) => {
    await ai.index({ indexer: name, documents: [Document.fromText('x')], options });
  },
);

export const retrievalRerank = ai.defineFlow(
  'retrievalRerank',
  async ({ reranker: name, options }: { reranker?: string; options?: unknown }) => {
    const documents = [Document.fromText('a', { kept: 1 }), Document.fromText('abc'), Document.fromText('ab')];
    const ranked = await ai.rerank({
      reranker: name ?? rerankerRef({ name: 'retrievalReranker' }),
      query: 'qq',
      documents,
      ...(options !== undefined && { options }),
    });
    return ranked.map((document) => ({
      ranked: document instanceof RankedDocument,
      text: document.text,
      score: document.score(),
      metadata: document.metadata,
    }));
  },
);

export const retrievalRerankerForms = ai.defineFlow('retrievalRerankerForms', async () => {
  const byAction = await ai.rerank({ reranker, query: Document.fromText('q'), documents: [{ content: [{ text: 'a' }] }] });
  const { documents } = await reranker({ query: { content: [{ text: 'q' }] }, documents: [{ content: [{ text: 'abc' }] }] });
  return [byAction[0]?.score(), documents[0]?.metadata.score];
});

interface Evaluation {
  readonly evaluator: string;
  readonly dataset: readonly Record<string, unknown>[];
  readonly evalRunId?: string;
  readonly options?: unknown;
  readonly batchSize?: number;
}

export const retrievalEvaluate = ai.defineFlow(
  'retrievalEvaluate',
  async (options: Evaluation) => await ai.evaluate({ evalRunId: 'run', ...options }),
);

export const retrievalEvaluatorForms = ai.defineFlow('retrievalEvaluatorForms', async () => {
  const byReference = await ai.evaluate({
    evaluator: evaluatorRef({ name: 'retrievalEvaluator' }),
    dataset: [{ input: 1, output: 'xy', testCaseId: 'c' }],
  });
  const byAction = await ai.evaluate({ evaluator: picky, dataset: [{ input: 'x', testCaseId: 'p' }] });
  const withoutId = await ai.evaluate({ evaluator: 'retrievalEvaluator', dataset: [{ input: 1, output: 'x' }] });
  return [byReference, byAction, /^[0-9a-f-]{36}-0$/.test(withoutId[0]?.testCaseId ?? '')];
});

export const retrievalMetadata = ai.defineFlow(
  'retrievalMetadata',
  async () =>
    await ai.run('look up', async () => {
      const keys = ['/evaluator/retrievalEvaluator', '/evaluator/retrievalPicky', '/embedder/retrievalTwoByTwo'];
      return await Promise.all(
        keys.map(async (key) => {
          const action = await ai.registry.lookupAction(key);
          return action?.metadata?.['evaluator'] ?? action?.metadata?.['embedder'];
        }),
      );
    }),
);

/** Documents that flow code makes. */
export const retrievalDocuments = ai.defineFlow('retrievalDocuments', async () => {
  const documents = [
    Document.fromText('t', { a: 1 }),
    Document.fromMedia('data:image/png;base64,AA==', 'image/png'),
    Document.fromData('t', 'text'),
    Document.fromData('data:audio/wav;base64,AA==', 'audio/wav'),
    new Document({ content: [{ text: 'a' }, { text: 'b' }] }),
    new RankedDocument({ content: [{ text: 'r' }], metadata: { score: 3 } }),
  ];
  return documents.map((document) => [document.text, document.data, document.dataType ?? null, document.metadata ?? null]);
});
