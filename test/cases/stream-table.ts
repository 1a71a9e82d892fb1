import { expect } from '@jest/globals';
import type { CaseTable } from './case-table.ts';
import { model, request } from './message-json.ts';

const streamedRound = {
  message: { role: 'model', content: [{ text: 'let me see' }, request('generateEcho', 7, '1')] },
  chunks: [{ content: [{ text: 'let me ' }] }, { content: [{ text: 'see' }, request('generateEcho', 7, '1')] }],
  finishReason: 'stop',
};
const streamedEnd = {
  message: model('it is 7'),
  chunks: [{ content: [{ text: 'it is ' }] }, { content: [{ text: '7' }] }],
  finishReason: 'stop',
};
const toolChunk = { role: 'tool', index: 1, content: [{ toolResponse: { name: 'generateEcho', ref: '1', output: 7 } }] };
const LIVE = 'in a durable run an answer is one chunk, after it is recorded';

/** Chunks. */
export const streamTable: CaseTable = [
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
        {
          role: 'model',
          index: 0,
          content: [{ text: 'see' }, request('generateEcho', 7, '1')],
          previous: 'let me ',
          accumulated: 'let me see',
        },
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
        toolRequests: [request('generateEcho', 1, '1')],
        data: null,
        output: { n: 1 },
        accumulatedText: '{"n":1',
        previousText: '',
        role: 'model',
        index: 0,
      },
    ],
  },
  { name: 'a stream that its reader leaves', flow: 'generateStreamLeft', result: 'the end' },
  {
    name: 'the structured output grows with the chunks',
    flow: 'generateChunkOutput',
    inlineOnly: LIVE,
    result: [{ items: [] }, { items: [1] }, { items: [1, 2] }],
  },
];
