import { expect } from '@jest/globals';
import type { FlowHandle } from '../../engine/flow-handle.ts';
import type { CaseTable } from './case-table.ts';
import { missing, invalid, batches } from './retrieval-words.ts';

const document = (text: string, metadata?: unknown): unknown => ({ content: [{ text }], ...(metadata !== undefined && { metadata }) });
const media = { media: { url: 'data:image/png;base64,AA==', contentType: 'image/png' } };
interface HistoryEvent {
  readonly activityTaskScheduledEventAttributes?: { readonly activityType?: { readonly name?: string } };
}
async function countActivities(handle: FlowHandle, type: string): Promise<number> {
  const { events } = (await handle.history()) as { events: readonly HistoryEvent[] };
  return events.filter((event) => event.activityTaskScheduledEventAttributes?.activityType?.name === type).length;
}
const found = (metadata: unknown): unknown[] => [
  {
    isDocument: true,
    text: 'query found',
    media: [],
    data: 'query found',
    type: 'text',
    json: document('query found', metadata),
    apart: [
      { ...(metadata as object), embedMetadata: { part: 1 } },
      { ...(metadata as object), embedMetadata: { part: 2 } },
    ],
  },
  {
    isDocument: true,
    text: 'and more',
    media: [media.media],
    data: 'and more',
    type: 'text',
    json: { content: [{ text: 'and ' }, { text: 'more' }, media] },
    apart: [{ embedMetadata: { part: 1 } }, { embedMetadata: { part: 2 } }],
  },
];

const embedders: CaseTable = [
  {
    name: 'embed: a text with metadata and options',
    flow: 'retrievalEmbed',
    input: { embedder: 'retrievalEmbedder', content: 'abc', metadata: { m: 1 }, options: { o: 1 } },
    result: [{ embedding: [3, 1], metadata: { said: 'abc', own: { m: 1 }, options: { o: 1 } } }],
  },
  {
    name: 'embed: an action, a name, a reference with version and config, a call of the action',
    flow: 'retrievalEmbedderForms',
    result: {
      results: [
        { embedding: [1, 0], metadata: { said: 'x', options: {} } },
        { embedding: [2, 0], metadata: { said: 'xy', own: { from: 'document' }, options: {} } },
        { embedding: [1, 3], metadata: { said: 'x', options: { version: 'v1', a: 1, b: 2 } } },
        { embedding: [6, 0], metadata: { said: 'direct', options: {} } },
      ],
      name: 'kit/one',
    },
  },
  {
    name: 'embed: several for one document',
    flow: 'retrievalEmbed',
    input: { embedder: 'retrievalApart', content: 'to be' },
    result: [
      { embedding: [2], metadata: { word: 'to' } },
      { embedding: [2], metadata: { word: 'be' } },
    ],
  },
  {
    name: 'embedMany: in batches of what the embedder takes, in order',
    flow: 'retrievalEmbedMany',
    input: { embedder: 'retrievalTwoByTwo', content: ['a', 'bb', { content: [{ text: 'ccc' }] }, 'd', 'e'] },
    result: batches.flatMap((batch) => batch.map((text) => ({ embedding: [text.length], metadata: { batch } }))),
  },
  {
    name: 'embedMany: each batch is an activity',
    flow: 'retrievalEmbedMany',
    input: { embedder: 'retrievalTwoByTwo', content: ['a', 'bb', 'ccc', 'd', 'e'] },
    durableOnly: 'inline there is no history',
    drive: async (handle) => {
      await handle.result();
      expect(await countActivities(handle, '/embedder/retrievalTwoByTwo')).toBe(3);
    },
    result: batches.flatMap((batch) => batch.map((text) => ({ embedding: [text.length], metadata: { batch } }))),
  },
  {
    name: 'embedMany: without a limit all at once',
    flow: 'retrievalEmbedMany',
    input: { embedder: 'retrievalEmbedder', content: ['a', 'b'] },
    result: [expect.objectContaining({ embedding: [1, 0] }), expect.objectContaining({ embedding: [1, 0] })],
  },
  { name: 'embedMany: of nothing', flow: 'retrievalEmbedMany', input: { embedder: 'retrievalEmbedder', content: [] }, result: [] },
  {
    name: 'embedMany: a batch that fails',
    flow: 'retrievalEmbedMany',
    input: { embedder: 'retrievalFails', content: ['a', 'bad', 'c'] },
    error: { status: 'UNAVAILABLE', message: 'the vendor says no', step: 'retrievalFails' },
  },
  {
    name: 'embed: an embedder that gives something else',
    flow: 'retrievalEmbed',
    input: { embedder: 'retrievalWrongEmbedder', content: 'x' },
    error: { status: 'INVALID_ARGUMENT', message: invalid('embeddings.0.embedding: must be array') },
  },
  {
    name: 'embed: an unknown embedder',
    flow: 'retrievalEmbed',
    input: { embedder: 'nobody/knows', content: 'x' },
    error: missing('Unable to resolve embedder nobody/knows', '/embedder/nobody/knows') as never,
  },
  {
    name: 'embed: no embedder',
    flow: 'retrievalEmbed',
    input: { content: 'x' },
    error: { status: 'INVALID_ARGUMENT', message: 'INVALID_ARGUMENT: failed to resolve embedder undefined' },
  },
  {
    name: 'embedMany: an unknown embedder',
    flow: 'retrievalEmbedMany',
    input: { embedder: 'nobody/knows', content: [] },
    error: missing('Unable to utilize the provided embedder', '/embedder/nobody/knows') as never,
  },
];

const retrievers: CaseTable = [
  { name: 'retrieve: documents with their getters', flow: 'retrievalRetrieve', result: found({ id: 1 }) },
  { name: 'retrieve: with options', flow: 'retrievalRetrieve', input: 3, result: found({ id: 1, options: { limit: 3 } }) },
  {
    name: 'retrieve: by a reference with a document; a call of the action',
    flow: 'retrievalRetrieverForms',
    result: ['document found', [{ text: 'direct found' }]],
  },
  {
    name: 'retrieve: options that do not fit',
    flow: 'retrievalRetrieveBy',
    input: { retriever: 'retrievalRetriever', options: { limit: 'x' } },
    error: { status: 'INVALID_ARGUMENT', message: invalid('options.limit: must be number'), step: 'retrievalRetriever' },
  },
  {
    name: 'retrieve: a retriever that gives something else',
    flow: 'retrievalRetrieveBy',
    input: { retriever: 'retrievalWrongRetriever' },
    error: { status: 'INVALID_ARGUMENT', message: invalid('documents.0.content: must be array') },
  },
  {
    name: 'retrieve: an unknown retriever',
    flow: 'retrievalRetrieveBy',
    input: { retriever: 'nobody/knows' },
    error: missing('Unable to resolve the retriever', '/retriever/nobody/knows') as never,
  },
  {
    name: 'simple retriever: of texts',
    flow: 'retrievalRetrieveBy',
    input: { retriever: 'retrievalTexts' },
    result: [document('query 1'), document('two')],
  },
  {
    name: 'simple retriever: of rows, by names',
    flow: 'retrievalRetrieveBy',
    input: { retriever: 'retrievalRows' },
    result: [document('A', { title: 'a' })],
  },
  {
    name: 'simple retriever: all else is metadata',
    flow: 'retrievalRetrieveBy',
    input: { retriever: 'retrievalAllMetadata' },
    result: [document('A', { title: 'a', more: 1 })],
  },
  {
    name: 'simple retriever: by functions',
    flow: 'retrievalRetrieveBy',
    input: { retriever: 'retrievalFunctions' },
    result: [document('<A>', { length: 1 })],
  },
  ...[
    ['without content', 'retrievalNoContent', 'Cannot convert item to document without content option. Item: {"body":"A"}'],
    ['of nothing', 'retrievalNull', 'Items returned from simple retriever must be non-null.'],
    ['of numbers', 'retrievalOddMetadata', 'Unable to extract metadata from item with supplied options. Item: 7'],
  ].map(([name = '', retriever, message = '']) => ({
    name: `simple retriever: ${name}`,
    flow: 'retrievalRetrieveBy',
    input: { retriever },
    error: { status: 'INVALID_ARGUMENT' as const, message: `INVALID_ARGUMENT: ${message}` },
  })),
];

const indexers: CaseTable = [
  {
    name: 'index: by an action, a name, a reference',
    flow: 'retrievalIndex',
    input: 'first',
    result: { results: [null, null, null], found: ['first 1', 'first 2', 'first 3'] },
    differs: 'the two runs have a store each, and the inline one keeps it between rows',
  },
  {
    name: 'index: options that do not fit',
    flow: 'retrievalIndexBy',
    input: { indexer: 'retrievalIndexer', options: { name: 1 } },
    error: { status: 'INVALID_ARGUMENT', message: invalid('options.name: must be string') },
  },
  {
    name: 'index: a failure',
    flow: 'retrievalIndexBy',
    input: { indexer: 'retrievalIndexer', options: { name: 'fail' } },
    error: { status: 'INTERNAL', message: 'no place for 1', step: 'retrievalIndexer' },
  },
  {
    name: 'index: an unknown indexer',
    flow: 'retrievalIndexBy',
    input: { indexer: 'nobody/knows' },
    error: missing('Unable to utilize the provided indexer', '/indexer/nobody/knows') as never,
  },
];

/** Embedders, retrievers, indexers. */
export const retrievalFindRows: CaseTable = [...embedders, ...retrievers, ...indexers];
