import { expect } from '@jest/globals';
import type { CaseTable } from './case-table.ts';
import { missing, invalid, bad } from './retrieval-words.ts';

const ranked = (text: string, metadata: { score: number }): unknown => ({ ranked: true, text, score: metadata.score, metadata });
const judged = (
  testCaseId: string,
  { sampleIndex, score, reasoning }: { sampleIndex: number; score: number; reasoning: unknown },
): unknown => ({
  testCaseId,
  sampleIndex,
  evaluation: { score, status: 'PASS', details: { reasoning: JSON.stringify(reasoning) } },
});
const good = (testCaseId: string, sampleIndex: number): unknown => ({
  testCaseId,
  sampleIndex,
  evaluation: [
    { id: 'a', score: 1 },
    { id: 'b', score: true, status: 'FAIL' },
  ],
});

const rerankers: CaseTable = [
  {
    name: 'rerank: ranked documents',
    flow: 'retrievalRerank',
    input: {},
    result: [ranked('abc', { score: 5 }), ranked('ab', { score: 4 }), ranked('a', { score: 3, ...{ kept: 1 } })],
  },
  {
    name: 'rerank: with options',
    flow: 'retrievalRerank',
    input: { reranker: 'retrievalReranker', options: { k: 1 } },
    result: [ranked('abc', { score: 5 })],
  },
  { name: 'rerank: by an action; a call of the action', flow: 'retrievalRerankerForms', result: [2, 4] },
  {
    name: 'rerank: options that do not fit',
    flow: 'retrievalRerank',
    input: { options: { k: 'x' } },
    error: { status: 'INVALID_ARGUMENT', message: invalid('options.k: must be number') },
  },
  {
    name: 'rerank: an unknown reranker',
    flow: 'retrievalRerank',
    input: { reranker: 'nobody/knows' },
    error: missing('Unable to resolve the reranker', '/reranker/nobody/knows') as never,
  },
];

const evaluators: CaseTable = [
  {
    name: 'evaluate: verdicts in order, with ids and options',
    flow: 'retrievalEvaluate',
    input: {
      evaluator: 'retrievalEvaluator',
      dataset: [
        { input: 'i', output: 'abc', reference: 'r', testCaseId: 'c' },
        { input: 'j', output: 'ab' },
      ],
      options: { o: 1 },
    },
    result: [
      judged('c', { sampleIndex: 0, score: 3, reasoning: ['i', 'r', { o: 1 }] }),
      judged('run-1', { sampleIndex: 1, score: 2, reasoning: ['j', null, { o: 1 }] }),
    ],
  },
  {
    name: 'evaluate: by a reference and an action, with a run id of its own',
    flow: 'retrievalEvaluatorForms',
    result: [[judged('c', { sampleIndex: 0, score: 2, reasoning: [1, null, null] })], [good('p', 0)], true],
  },
  ...[undefined, 2, 9].map((batchSize) => ({
    name: `evaluate: a case that fails fails alone, batches of ${batchSize ?? 'one'}`,
    flow: 'retrievalEvaluate',
    input: {
      evaluator: 'retrievalPicky',
      dataset: ['x', 'bad', 'y'].map((input, place) => ({ input, testCaseId: `${place}` })),
      ...(batchSize !== undefined && { batchSize }),
    },
    result: [good('0', 0), bad('1', 1), good('2', 2)],
  })),
  { name: 'evaluate: of nothing', flow: 'retrievalEvaluate', input: { evaluator: 'retrievalPicky', dataset: [] }, result: [] },
  {
    name: 'evaluate: cases that do not fit',
    flow: 'retrievalEvaluate',
    input: { evaluator: 'retrievalPicky', dataset: [{ input: 1 }] },
    error: { status: 'INVALID_ARGUMENT', message: invalid('dataset.0.input: must be string') },
  },
  {
    name: 'evaluate: options that do not fit',
    flow: 'retrievalEvaluate',
    input: { evaluator: 'retrievalPicky', dataset: [], options: { strict: 1 } },
    error: { status: 'INVALID_ARGUMENT', message: invalid('options.strict: must be boolean') },
  },
  {
    name: 'evaluate: an unknown evaluator',
    flow: 'retrievalEvaluate',
    input: { evaluator: 'nobody/knows', dataset: [] },
    error: missing('Unable to utilize the provided evaluator', '/evaluator/nobody/knows') as never,
  },
  {
    name: 'what lists show of evaluators and embedders',
    flow: 'retrievalMetadata',
    result: [
      { evaluatorIsBilled: true, evaluatorDisplayName: 'Length', evaluatorDefinition: 'how long the output is' },
      {
        evaluatorIsBilled: false,
        evaluatorDisplayName: 'Picky',
        evaluatorDefinition: 'fails at bad',
        customOptions: expect.objectContaining({ required: ['strict'] }),
      },
      { maxEmbeddingsPerCall: 2, dimensions: 1 },
    ],
  },
];

const documents: CaseTable = [
  {
    name: 'documents that flow code makes',
    flow: 'retrievalDocuments',
    result: [
      ['t', 't', 'text', { a: 1 }],
      ['', 'data:image/png;base64,AA==', 'image/png', null],
      ['t', 't', 'text', null],
      ['', 'data:audio/wav;base64,AA==', 'audio/wav', null],
      ['ab', 'ab', 'text', null],
      ['r', 'r', 'text', { score: 3 }],
    ],
  },
];

/** Rerankers, evaluators, documents. */
export const retrievalJudgeRows: CaseTable = [...rerankers, ...evaluators, ...documents];
