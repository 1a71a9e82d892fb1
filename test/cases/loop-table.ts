import { expect } from '@jest/globals';
import type { FlowHandle } from '../../engine/flow-handle.ts';
import type { CaseTable } from './case-table.ts';
import { model, request, user } from './message-json.ts';

const echo = (round: number): unknown => [request('generateEcho', round, `r${round}`)];
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

/** Rounds of tools, their limit, and how a call is stopped. */
export const loopTable: CaseTable = [
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
  {
    name: 'maxTurns 7 allows seven',
    flow: 'generateScript',
    input: { config: { answers: rounds(7) }, maxTurns: 7 },
    result: expect.objectContaining({ message: model('[0,1,2,3,4,5,6]') }),
  },
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
  {
    name: 'a model that counts nothing',
    flow: 'generateUsage',
    input: { config: { answers: [{ message: model('x') }] } },
    result: { usage: {}, lastUsage: {} },
  },
  { name: 'calls at once do not mix', flow: 'generateAtOnce', result: ['[1,10]', '[2,20]', '[3,30]'] },
  {
    name: 'a conversation goes on with the messages of a response',
    flow: 'generateGoesOn',
    result: [user('one'), model('first'), user('two'), model('second')],
  },
  {
    name: 'a model that fails keeps its own words and status',
    flow: 'generateModelFails',
    input: 'RESOURCE_EXHAUSTED',
    error: { status: 'RESOURCE_EXHAUSTED', message: 'the vendor says no', step: 'generateFailing' },
  },
  {
    name: 'an aborted signal calls nothing',
    flow: 'generateAbortedBefore',
    error: { status: 'CANCELLED', message: 'CANCELLED: the generation was aborted' },
  },
  {
    name: "the call's signal stops its tools, and the flow goes on",
    flow: 'generateAbortedInside',
    input: { tool: 'generateEndless', run: 'endless' },
    result: ['CANCELLED', 1],
  },
  {
    name: "after the call's signal the model is not called again, also where the tool ignores it",
    flow: 'generateAbortedInside',
    input: { tool: 'generateDeaf', run: 'deaf' },
    result: ['CANCELLED', 1],
  },
  {
    name: 'a cancelled run stops its model',
    flow: 'generateCancelledModel',
    drive: (handle: FlowHandle): Promise<void> => handle.cancel('enough'),
    error: { status: 'CANCELLED', message: expect.stringMatching(/^CANCELLED: (enough|the run was cancelled)$/) },
    differs: 'Temporal gives a cancelled run no reason',
  },
];
