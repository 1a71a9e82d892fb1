import { expect } from '@jest/globals';
import type { CaseTable } from './case-table.ts';

const user = (text: string): unknown => ({ role: 'user', content: [{ text }] });
const model = (text: string): unknown => ({ role: 'model', content: [{ text }] });
const toolRequest = (name: string, input: unknown, ref: string): unknown => ({ toolRequest: { name, ref, input } });
const echo = (round: number): unknown => [toolRequest('generateEcho', round, `r${round}`)];
const rounds = (count: number): unknown[] => Array.from({ length: count }, (_none, round) => echo(round));
/** The conversation after that many rounds of tools. */
const conversation = (count: number): unknown[] => [
  user('go'),
  ...Array.from({ length: count }, (_none, round) => [
    { role: 'model', content: echo(round) },
    { role: 'tool', content: [{ toolResponse: { name: 'generateEcho', ref: `r${round}`, output: round } }] },
  ]).flat(),
];
const usage = { inputTokens: 3, outputTokens: 2 };

const requests: CaseTable = [
  {
    name: 'a string, parts and a promise of options go to the default model with its config and version',
    flow: 'generateDefaultModel',
    result: [
      { messages: [user('text')], config: { temperature: 1, topK: 3, version: 'v2' } },
      { messages: [{ role: 'user', content: [{ text: 'two' }, { text: 'parts' }] }], config: { temperature: 1, topK: 3, version: 'v2' } },
      { messages: [user('promised')], config: { temperature: 1, topK: 4, version: 'v2' } },
    ],
  },
  {
    name: 'system, messages, prompt stand in that order',
    flow: 'generateMirror',
    input: { prompt: 'last', messages: [{ role: 'user', content: 'first' }, { role: 'model', content: [{ text: 'second' }] }], system: 'be kind' },
    result: { messages: [{ role: 'system', content: [{ text: 'be kind' }] }, user('first'), model('second'), user('last')] },
  },
  {
    name: 'system and prompt may be a part, or several',
    flow: 'generateMirror',
    input: { prompt: { text: 'one' }, system: [{ text: 'a' }, { text: 'b' }] },
    result: { messages: [{ role: 'system', content: [{ text: 'a' }, { text: 'b' }] }, user('one')] },
  },
  {
    name: 'messages alone are enough, and keep their metadata',
    flow: 'generateMirror',
    input: { messages: [{ role: 'user', content: { text: 'x' }, metadata: { kept: 1 } }] },
    result: { messages: [{ role: 'user', content: [{ text: 'x' }], metadata: { kept: 1 } }] },
  },
  {
    name: 'a prompt of tool responses speaks as tool',
    flow: 'generateMirror',
    input: { messages: [{ role: 'model', content: [toolRequest('x', {}, '1')] }], prompt: [{ toolResponse: { name: 'x', ref: '1', output: 2 } }] },
    result: {
      messages: [
        { role: 'model', content: [toolRequest('x', {}, '1')] },
        { role: 'tool', content: [{ toolResponse: { name: 'x', ref: '1', output: 2 } }] },
      ],
    },
  },
  {
    name: 'a prompt of tool requests speaks as model',
    flow: 'generateMirror',
    input: { prompt: [toolRequest('x', {}, '1')] },
    result: { messages: [{ role: 'model', content: [toolRequest('x', {}, '1')] }] },
  },
  {
    name: 'a prompt of several roles is refused',
    flow: 'generateMirror',
    input: { prompt: [{ text: 'x' }, { toolResponse: { name: 'x', output: 2 } }] },
    error: {
      status: 'INVALID_ARGUMENT',
      message: "INVALID_ARGUMENT: A prompt cannot mix parts of several roles (user, tool). Pass them as 'messages'.",
    },
  },
  {
    name: 'docs go to the model',
    flow: 'generateMirror',
    input: { prompt: 'x', docs: [{ content: [{ text: 'fact' }], metadata: { source: 's' } }, { content: [{ text: 'more' }] }] },
    result: expect.objectContaining({ docs: [{ content: [{ text: 'fact' }], metadata: { source: 's' } }, { content: [{ text: 'more' }] }] }),
  },
  {
    name: "config goes over the reference's, and its version into it",
    flow: 'generateMirror',
    input: { prompt: 'x', model: { name: 'mirror', version: 'v1', config: { temperature: 0, topK: 1 } }, config: { temperature: 2 } },
    result: { messages: [user('x')], config: { temperature: 2, topK: 1, version: 'v1' } },
  },
  {
    name: "a version of the call's config wins over the reference's",
    flow: 'generateMirror',
    input: { prompt: 'x', model: { name: 'mirror', version: 'v1' }, config: { version: 'v3' } },
    result: { messages: [user('x')], config: { version: 'v3' } },
  },
  {
    name: 'a model by name',
    flow: 'generateMirror',
    input: { prompt: 'x', model: 'mirror' },
    result: { messages: [user('x')] },
  },
  {
    name: 'toolChoice and the short definitions of tools go to the model',
    flow: 'generateMirror',
    input: { prompt: 'x', tools: ['generateEcho'], toolChoice: 'required' },
    result: { messages: [user('x')], tools: [{ name: 'generateEcho', description: 'says it again' }], toolChoice: 'required' },
  },
  {
    name: 'stepName, metadata, maxTurns and returnToolRequests are not for the model',
    flow: 'generateMirror',
    input: { prompt: 'x', stepName: 'ask', metadata: { a: 1 }, maxTurns: 3, returnToolRequests: false },
    result: { messages: [user('x')] },
  },
  {
    name: 'resource parts become their content',
    flow: 'generateMirror',
    input: {
      prompt: [{ text: 'see' }, { resource: { uri: 'cases://fixed' } }, { resource: { uri: 'cases://item/7' } }],
      resources: ['generateFixed', 'generateTemplate'],
    },
    result: {
      messages: [
        {
          role: 'user',
          content: [
            { text: 'see' },
            { text: 'fixed content', metadata: expect.anything() },
            { text: 'content of cases://item/7', metadata: expect.anything() },
          ],
        },
      ],
    },
  },
  {
    name: 'a resource part that nothing matches',
    flow: 'generateMirror',
    input: { prompt: [{ resource: { uri: 'cases://nowhere' } }], resources: ['generateFixed'] },
    error: { status: 'NOT_FOUND', message: 'NOT_FOUND: failed to find matching resource for cases://nowhere' },
  },
  {
    name: 'a resource that is not there',
    flow: 'generateMirror',
    input: { prompt: 'x', resources: ['generateNowhere'] },
    error: { status: 'NOT_FOUND', message: 'NOT_FOUND: Unable to resolve resource: generateNowhere' },
  },
  {
    name: 'no model',
    flow: 'generateWithoutModel',
    error: { status: 'INVALID_ARGUMENT', message: 'INVALID_ARGUMENT: Must supply a `model` to `generate()` calls.' },
  },
  {
    name: 'an unknown model',
    flow: 'generateMirror',
    input: { prompt: 'x', model: 'nobody/knows' },
    error: { status: 'NOT_FOUND', message: "NOT_FOUND: Model 'nobody/knows' not found" },
    differs: 'a worker adds what it knows to the details',
  },
  {
    name: 'no message',
    flow: 'generateMirror',
    input: {},
    error: { status: 'INVALID_ARGUMENT', message: 'INVALID_ARGUMENT: at least one message is required in generate request' },
  },
  { name: "the run's context reaches model and tool", flow: 'generateContext', context: { auth: 'ada' }, result: { model: { app: 'cases', auth: 'ada' }, tool: { app: 'cases', auth: 'ada' } } },
  {
    name: "the call's context reaches model and tool",
    flow: 'generateContext',
    input: { auth: 'grace' },
    context: { auth: 'ada' },
    result: { model: { app: 'cases', auth: 'grace' }, tool: { app: 'cases', auth: 'grace' } },
  },
  { name: 'a model is a function as well', flow: 'generateModelDirectly', result: model(JSON.stringify({ messages: [user('hi')] })) },
];

const loops: CaseTable = [
  {
    name: 'returnToolRequests gives them back and runs nothing',
    flow: 'generateScript',
    input: { config: { answers: [echo(1)] }, returnToolRequests: true },
    result: expect.objectContaining({ message: { role: 'model', content: echo(1) }, finishReason: 'stop' }),
  },
  {
    name: 'five rounds of tools, six calls of the model, are the default limit',
    flow: 'generateScript',
    input: { config: { answers: rounds(5) } },
    result: expect.objectContaining({
      message: model('[0,1,2,3,4]'),
      usage: { inputTokens: 18, outputTokens: 12 },
      lastUsage: usage,
      request: expect.objectContaining({ messages: conversation(5) }),
    }),
  },
  {
    name: 'the sixth round is refused, with the response and the request',
    flow: 'generateScript',
    input: { config: { answers: rounds(6) } },
    error: {
      status: 'ABORTED',
      message: 'ABORTED: Exceeded maximum tool call iterations (5)',
      details: {
        response: { message: { role: 'model', content: echo(5) }, finishReason: 'stop' },
        request: { messages: conversation(5), tools: [{ name: 'generateEcho' }] },
      },
    },
  },
  {
    name: 'maxTurns 1',
    flow: 'generateScript',
    input: { config: { answers: rounds(2) }, maxTurns: 1 },
    error: { status: 'ABORTED', message: 'ABORTED: Exceeded maximum tool call iterations (1)' },
  },
  {
    name: 'maxTurns 0 runs no tool',
    flow: 'generateScript',
    input: { config: { answers: rounds(1) }, maxTurns: 0 },
    error: {
      status: 'ABORTED',
      message: 'ABORTED: Exceeded maximum tool call iterations (0)',
      details: { request: { messages: [user('go')] } },
    },
  },
  { name: 'maxTurns 7 allows seven', flow: 'generateScript', input: { config: { answers: rounds(7) }, maxTurns: 7 }, result: expect.objectContaining({ message: model('[0,1,2,3,4,5,6]') }) },
  {
    name: 'usage is the sum over the turns, lastUsage that of the last call',
    flow: 'generateUsage',
    input: {
      config: {
        answers: [
          { message: { role: 'model', content: echo(0) }, usage: { inputTokens: 1, thoughtsTokens: 5, custom: { a: 1 } } },
          { message: { role: 'model', content: [{ text: 'end' }] }, usage: { inputTokens: 10, outputTokens: 2, custom: { a: 2, b: 3 } } },
        ],
      },
    },
    result: {
      usage: { inputTokens: 11, outputTokens: 2, thoughtsTokens: 5, custom: { a: 3, b: 3 } },
      lastUsage: { inputTokens: 10, outputTokens: 2, custom: { a: 2, b: 3 } },
    },
  },
  { name: 'a model that counts nothing', flow: 'generateUsage', input: { config: { answers: [{ message: model('x') }] } }, result: { usage: {}, lastUsage: {} } },
  {
    name: 'a model that fails keeps its own words and status',
    flow: 'generateModelFails',
    input: 'RESOURCE_EXHAUSTED',
    error: { status: 'RESOURCE_EXHAUSTED', message: 'the vendor says no', step: 'generateFailing' },
  },
  { name: 'an aborted signal calls nothing', flow: 'generateAbortedBefore', error: { status: 'CANCELLED', message: 'CANCELLED: the generation was aborted' } },
  {
    name: "the call's signal stops its tools, and the flow goes on",
    flow: 'generateAbortedInside',
    drive: (handle) => handle.signal('stop'),
    result: ['CANCELLED', 'yes'],
  },
  {
    name: 'a cancelled run stops its model',
    flow: 'generateCancelledModel',
    drive: (handle) => handle.cancel('enough'),
    error: { status: 'CANCELLED', message: expect.stringMatching(/^CANCELLED: (enough|the run was cancelled)$/) },
    differs: 'Temporal gives a cancelled run no reason',
  },
];

const answers: CaseTable = [
  ...['stop', 'length', 'aborted', 'interrupted', 'failed', 'other', 'unknown'].map((finishReason) => ({
    name: `finishReason ${finishReason}, with its message`,
    flow: 'generateScript',
    input: { config: { answers: [{ message: model('x'), finishReason, finishMessage: 'said so' }] } },
    result: expect.objectContaining({ message: model('x'), finishReason, finishMessage: 'said so' }),
  })),
  {
    name: 'without a finishReason it is unknown',
    flow: 'generateScript',
    input: { config: { answers: [{ message: model('x') }] } },
    result: expect.objectContaining({ finishReason: 'unknown' }),
  },
  {
    name: 'a blocked answer, with the words of the vendor',
    flow: 'generateScript',
    input: { config: { answers: [{ message: model('x'), finishReason: 'blocked', finishMessage: 'unsafe' }] } },
    error: {
      status: 'FAILED_PRECONDITION',
      message: 'FAILED_PRECONDITION: Generation blocked: unsafe.',
      details: { response: { finishReason: 'blocked', finishMessage: 'unsafe', message: model('x') } },
    },
  },
  {
    name: 'a blocked answer without words',
    flow: 'generateScript',
    input: { config: { answers: [{ finishReason: 'blocked' }] } },
    error: { status: 'FAILED_PRECONDITION', message: 'FAILED_PRECONDITION: Generation blocked.' },
  },
  {
    name: 'an answer without a message',
    flow: 'generateScript',
    input: { config: { answers: [{ finishReason: 'length', finishMessage: 'too long' }] } },
    error: {
      status: 'FAILED_PRECONDITION',
      message: "FAILED_PRECONDITION: Model did not generate a message. Finish reason: 'length': too long",
      details: { response: { finishReason: 'length' } },
    },
  },
  {
    name: 'getters of a response that has everything',
    flow: 'generateGetters',
    input: {
      config: {
        answers: [
          {
            message: {
              role: 'model',
              content: [
                { text: 'a' },
                { reasoning: 'be' },
                { reasoning: 'cause' },
                { media: { url: 'data:image/png;base64,AA==', contentType: 'image/png' } },
                { data: { n: 1 } },
                toolRequest('generateEcho', 1, '1'),
                { ...(toolRequest('generateEcho', 2, '2') as object), metadata: { interrupt: true } },
                { text: 'b' },
              ],
            },
            finishReason: 'stop',
            finishMessage: 'done',
            custom: { vendor: 1 },
            raw: { whole: 2 },
          },
        ],
      },
    },
    result: {
      text: 'ab',
      reasoning: 'because',
      media: { url: 'data:image/png;base64,AA==', contentType: 'image/png' },
      data: { n: 1 },
      output: { n: 1 },
      toolRequests: [toolRequest('generateEcho', 1, '1'), { ...(toolRequest('generateEcho', 2, '2') as object), metadata: { interrupt: true } }],
      interrupts: [{ ...(toolRequest('generateEcho', 2, '2') as object), metadata: { interrupt: true } }],
      messages: [user('go'), expect.objectContaining({ role: 'model' })],
      finishReason: 'stop',
      finishMessage: 'done',
      custom: { vendor: 1 },
      raw: { whole: 2 },
      model: 'script',
      valid: true,
    },
  },
  {
    name: 'getters of a response that has only text',
    flow: 'generateGetters',
    input: { config: { answers: ['plain'] } },
    result: {
      text: 'plain',
      reasoning: '',
      media: null,
      data: null,
      output: null,
      toolRequests: [],
      interrupts: [],
      messages: [user('go'), model('plain')],
      finishReason: 'stop',
      custom: {},
      raw: {},
      model: 'script',
      valid: true,
    },
  },
  { name: 'a schema without a format asks for JSON', flow: 'generateStructured', result: { output: { n: 1 }, format: 'json', valid: true } },
  {
    name: 'an answer that does not fit the schema',
    flow: 'generateInvalidSchema',
    error: {
      status: 'INVALID_ARGUMENT',
      message: expect.stringMatching(
        /^INVALID_ARGUMENT: Schema validation failed\. Parse Errors:\n\n- n: must be number\n\nProvided data:\n\n\{\n {2}"n": "one"\n\}\n\nRequired JSON schema:\n\n\{/,
      ),
      details: { errors: [{ path: 'n', message: 'must be number' }] },
    },
  },
  { name: 'tool requests are not held against the schema', flow: 'generateUnvalidatedRequests', result: [toolRequest('generateEcho', 1, '1')] },
  {
    name: 'responses and chunks that were made by hand',
    flow: 'generateByHand',
    result: [
      "Can't construct history for response without request reference.",
      "Can't construct history for response without generated message.",
      "FAILED_PRECONDITION: Model did not generate a message. Finish reason: 'length': undefined",
      'FAILED_PRECONDITION: Generation blocked: unsafe.',
      'FAILED_PRECONDITION: Cannot compose accumulated text without previous chunks.',
      [user('go'), model('hi')],
      false,
      'unknown',
      'ab',
    ],
  },
];

const streamedRound = {
  message: { role: 'model', content: [{ text: 'let me see' }, toolRequest('generateEcho', 7, '1')] },
  chunks: [{ content: [{ text: 'let me ' }] }, { content: [{ text: 'see' }, toolRequest('generateEcho', 7, '1')] }],
  finishReason: 'stop',
};
const streamedEnd = { message: model('it is 7'), chunks: [{ content: [{ text: 'it is ' }] }, { content: [{ text: '7' }] }], finishReason: 'stop' };
const toolChunk = { role: 'tool', index: 1, content: [{ toolResponse: { name: 'generateEcho', ref: '1', output: 7 } }] };
const LIVE = 'in a durable run an answer is one chunk, after it is recorded';

const streams: CaseTable = [
  {
    name: 'messages of a stream: model 0, tool 1, model 2',
    flow: 'generateStreams',
    input: { config: { answers: [streamedRound, streamedEnd] } },
    result: {
      messages: [
        [0, { role: 'model', text: 'let me see' }],
        [1, { role: 'tool', text: '' }],
        [2, { role: 'model', text: 'it is 7' }],
      ],
      accumulated: 'it is 7',
      text: 'it is 7',
    },
  },
  {
    name: 'chunks to a listener, live',
    flow: 'generateListens',
    input: { config: { answers: [streamedRound, streamedEnd] } },
    inlineOnly: LIVE,
    result: {
      heard: [
        { role: 'model', index: 0, content: [{ text: 'let me ' }], previous: '', accumulated: 'let me ' },
        { role: 'model', index: 0, content: [{ text: 'see' }, toolRequest('generateEcho', 7, '1')], previous: 'let me ', accumulated: 'let me see' },
        { ...toolChunk, previous: 'let me see', accumulated: 'let me see' },
        { role: 'model', index: 2, content: [{ text: 'it is ' }], previous: '', accumulated: 'it is ' },
        { role: 'model', index: 2, content: [{ text: '7' }], previous: 'it is ', accumulated: 'it is 7' },
      ],
      text: 'it is 7',
    },
  },
  {
    name: 'chunks to a listener, recorded: each answer is one',
    flow: 'generateListens',
    input: { config: { answers: [streamedRound, streamedEnd] } },
    durableOnly: LIVE,
    result: {
      heard: [
        { role: 'model', index: 0, content: streamedRound.message.content, previous: '', accumulated: 'let me see' },
        { ...toolChunk, previous: 'let me see', accumulated: 'let me see' },
        { role: 'model', index: 2, content: [{ text: 'it is 7' }], previous: '', accumulated: 'it is 7' },
      ],
      text: 'it is 7',
    },
  },
  { name: 'the old name of the listener', flow: 'generateOldListener', result: 'hello' },
  { name: 'a stream of promised options', flow: 'generateStreamsPromised', result: ['later', 'later'] },
  {
    name: 'a failure ends the stream and the response',
    flow: 'generateStreamFails',
    result: [
      expect.objectContaining({ status: 'FAILED_PRECONDITION', message: 'FAILED_PRECONDITION: Generation blocked: no.' }),
      expect.objectContaining({ status: 'FAILED_PRECONDITION', message: 'FAILED_PRECONDITION: Generation blocked: no.' }),
    ],
  },
  {
    name: 'getters of a chunk that has everything',
    flow: 'generateChunkGetters',
    result: [
      {
        text: '{"n":1',
        reasoning: 'because',
        media: { url: 'data:image/png;base64,AA==', contentType: 'image/png' },
        toolRequests: [toolRequest('generateEcho', 1, '1')],
        data: null,
        output: { n: 1 },
        accumulatedText: '{"n":1',
        previousText: '',
        role: 'model',
        index: 0,
      },
    ],
  },
  {
    name: 'the structured output grows with the chunks',
    flow: 'generateChunkOutput',
    inlineOnly: LIVE,
    result: [{ items: [] }, { items: [1] }, { items: [1, 2] }],
  },
];

/** `generate`: what goes to the model, the loop, responses, chunks. */
export const generateTable: CaseTable = [...requests, ...loops, ...answers, ...streams];
