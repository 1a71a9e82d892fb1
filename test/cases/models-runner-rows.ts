import { expect } from '@jest/globals';
import type { CaseTable } from './case-table.ts';
import { user } from './models-words.ts';

const LIVE = 'in a durable run nobody listens to a model while it answers: what it said is recorded, and then given as one chunk';
const ASKED = 'in a durable run a model is always asked to stream: what a stopped one had said goes on record';

const runners: CaseTable = [
  {
    name: 'a runner without a version: a function with what surrounds it',
    flow: 'modelsAnswer',
    input: { model: 'modelsEither' },
    result: { type: 'function', members: ['sendChunk', 'context', 'abortSignal', 'streamingRequested'], context: { app: 'cases' } },
  },
  {
    name: 'a v1 runner where nobody listens',
    flow: 'modelsAnswer',
    input: { model: 'modelsV1' },
    inlineOnly: ASKED,
    result: { type: 'undefined', members: [] },
  },
  {
    name: 'a v1 runner in a durable run',
    flow: 'modelsAnswer',
    input: { model: 'modelsV1' },
    durableOnly: ASKED,
    result: { type: 'function', members: ['sendChunk', 'context', 'abortSignal', 'streamingRequested'], context: { app: 'cases' } },
  },
  {
    name: 'a v2 runner',
    flow: 'modelsAnswer',
    input: { model: 'modelsV2' },
    result: { type: 'object', members: ['sendChunk', 'context', 'abortSignal', 'streamingRequested'], context: { app: 'cases' } },
  },
  {
    name: 'a v1 runner where somebody listens, live',
    flow: 'modelsListened',
    input: 'modelsV1Streams',
    inlineOnly: LIVE,
    result: { heard: ['a', 'b'], text: 'ab' },
  },
  {
    name: 'a v1 runner where somebody listens, recorded',
    flow: 'modelsListened',
    input: 'modelsV1Streams',
    durableOnly: LIVE,
    result: { heard: ['ab'], text: 'ab' },
  },
  {
    name: 'a model is an action with a name, and says how long it took',
    flow: 'modelsDirect',
    result: {
      response: {
        message: { role: 'model', content: [{ text: 'said' }] },
        finishReason: 'stop',
        usage: { inputTokens: 3, outputTokens: 2 },
      },
      latency: 'number',
      names: ['/model/script', 'script'],
    },
  },
  {
    name: 'what lists show of a model',
    flow: 'modelsMetadata',
    result: [
      { model: { label: 'A model', versions: ['1', '2'], stage: 'unstable', supports: { media: true, output: ['text'] } } },
      expect.objectContaining({ type: 'object', required: ['temperature'] }),
    ],
  },
];

const own: CaseTable = [
  {
    name: "a model's own middleware: the first is the outermost",
    flow: 'modelsText',
    input: { model: 'modelsWrapped', config: { a: 1 } },
    result: '{"a":1,"marks":["outer","inner"],"seen":{"app":"cases"}}<inner<outer',
  },
  {
    name: 'middleware of a form that nobody knows',
    flow: 'modelsBadShape',
    result: { name: 'DurakitError', status: 'INVALID_ARGUMENT', message: 'INVALID_ARGUMENT: unspported middleware function shape' },
  },
  {
    name: 'docs are put into words for a model that takes none',
    flow: 'modelsAnswer',
    input: {
      model: 'modelsTakesNoDocs',
      messages: [
        { role: 'user', content: 'first' },
        { role: 'model', content: 'second' },
      ],
      docs: [
        { content: [{ text: 'by place' }] },
        { content: [{ text: 'by id' }], metadata: { id: 'i' } },
        { content: [{ text: 'by ' }, { text: 'ref' }], metadata: { id: 'i', ref: 'r' } },
      ],
    },
    result: expect.objectContaining({
      messages: [
        user('first'),
        { role: 'model', content: [{ text: 'second' }] },
        user('x', {
          text: '\n\nUse the following information to complete your task:\n\n- [0]: by place\n- [i]: by id\n- [r]: by ref\n\n',
          metadata: { purpose: 'context' },
        }),
      ],
    }),
  },
  {
    name: 'where they are to stand',
    flow: 'modelsAnswer',
    input: {
      model: 'modelsTakesNoDocs',
      prompt: [{ text: '', metadata: { purpose: 'context', pending: true } }, { text: 'x' }],
      docs: [{ content: [{ text: 'fact' }] }],
    },
    result: expect.objectContaining({
      messages: [
        user(
          { text: '\n\nUse the following information to complete your task:\n\n- [0]: fact\n\n', metadata: { purpose: 'context' } },
          'x',
        ),
      ],
    }),
  },
  {
    name: 'words that are there stay',
    flow: 'modelsAnswer',
    input: {
      model: 'modelsTakesNoDocs',
      prompt: [{ text: 'mine', metadata: { purpose: 'context' } }, { text: 'x' }],
      docs: [{ content: [{ text: 'fact' }] }],
    },
    result: expect.objectContaining({ messages: [user({ text: 'mine', metadata: { purpose: 'context' } }, 'x')] }),
  },
  {
    name: 'a model that takes docs gets them as they are',
    flow: 'modelsAnswer',
    input: { model: 'modelsTakesDocs', docs: [{ content: [{ text: 'fact' }] }] },
    result: { messages: [user('x')], docs: [{ content: [{ text: 'fact' }] }] },
  },
];

const configuration: CaseTable = [
  {
    name: 'a config that fits',
    flow: 'modelsAnswer',
    input: { model: 'modelsChecked', config: { temperature: 1, more: true } },
    result: { messages: [user('x')], config: { temperature: 1, more: true } },
  },
  {
    name: 'a config that does not fit',
    flow: 'modelsAnswer',
    input: { model: 'modelsChecked', config: { temperature: 'hot', stops: [1] } },
    error: {
      status: 'INVALID_ARGUMENT',
      message: expect.stringMatching(
        /^INVALID_ARGUMENT: Schema validation failed\. Parse Errors:\n\n- config\.temperature: must be number\n- config\.stops\.0: must be string\n\nProvided data:/,
      ),
      step: 'modelsChecked',
    },
  },
  {
    name: 'references with config and version',
    flow: 'modelsReferences',
    result: {
      requests: [
        { temperature: 0, topK: 1, version: 'v1', own: true },
        { topK: 2, version: 'v1', own: true },
        { temperature: 0, topK: 1, version: 'v2', own: true },
        { own: true },
        { own: true },
        { own: true },
      ],
      names: ['kit/one', 'kit/one'],
    },
  },
  ...[
    { how: 'by name', model: 'nobody' },
    { how: 'by a name with a plugin', model: 'nobody/knows' },
    { how: 'by a reference', model: { name: 'nobody/knows', version: '1' } },
  ].map(({ how, model }) => ({
    name: `an unknown model ${how}`,
    flow: 'modelsText',
    input: { model },
    error: { status: 'NOT_FOUND' as const, message: `NOT_FOUND: Model '${typeof model === 'string' ? model : 'nobody/knows'}' not found` },
  })),
  ...['text', 'parts', 'stream'].map((form) => ({
    name: `no model: ${form}`,
    flow: 'modelsNone',
    input: form,
    error: { status: 'INVALID_ARGUMENT' as const, message: 'INVALID_ARGUMENT: Must supply a `model` to `generate()` calls.' },
  })),
];

/** Runners, configurations, references. */
export const modelsRunnerRows: CaseTable = [...runners, ...own, ...configuration];
