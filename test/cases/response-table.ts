import { expect } from '@jest/globals';
import type { CaseTable } from './case-table.ts';
import { marked, model, request, user } from './message-json.ts';

const usage = { inputTokens: 3, outputTokens: 2 };

/** Responses: why they ended, their getters, and those that are errors. */
export const responseTable: CaseTable = [
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
                request('generateEcho', 1, '1'),
                marked(request('generateEcho', 2, '2'), { interrupt: true }),
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
      toolRequests: [request('generateEcho', 1, '1'), marked(request('generateEcho', 2, '2'), { interrupt: true })],
      interrupts: [marked(request('generateEcho', 2, '2'), { interrupt: true })],
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
  {
    name: 'a schema without a format asks for JSON',
    flow: 'generateStructured',
    result: { output: { n: 1 }, format: 'json', valid: true },
  },
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
  {
    name: 'tool requests are not held against the schema',
    flow: 'generateUnvalidatedRequests',
    result: { requests: [request('generateEcho', 1, '1')], valid: false },
  },
  {
    name: 'a response as JSON',
    flow: 'generateScript',
    input: { config: { answers: [{ message: model('x'), finishReason: 'length', usage, custom: { a: 1 }, raw: { b: 2 } }] } },
    result: {
      message: model('x'),
      finishReason: 'length',
      usage,
      lastUsage: usage,
      custom: { a: 1 },
      raw: { b: 2 },
      request: { messages: [user('go')], config: expect.anything(), tools: [{ name: 'generateEcho', description: 'says it again' }] },
      model: 'script',
    },
  },
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
