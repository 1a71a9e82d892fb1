import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { googleAI } from '../../../../providers/models/google-genai/google-ai.ts';
import type { GenerateResponseChunkData, GenerateResponseData } from '../../../../schemas/generate-response.ts';
import { callModel, resolveModel } from '../call-model.ts';
import { readRecordings, type Recording } from '../recordings/read-recordings.ts';
import { answerInPieces } from '../vendor-server/behaviours.ts';
import { toSeed } from '../vendor-server/create-random.ts';
import { startVendorServer, type ReceivedRequest, type VendorServer } from '../vendor-server/vendor-server.ts';
import { readGeminiAnswer, readGeminiResponse, toGeminiJson, toGeminiStream } from './gemini-answer.ts';
import { normalizeGeminiBody } from './normalize-gemini-body.ts';
import { toGeminiRequest } from './to-gemini-request.ts';
import { createGeminiValidator } from './validate-gemini-body.ts';

const address = /^https:\/\/generativelanguage\.googleapis\.com(\/v1beta\/models\/([^/:]+)):(stream)?[gG]enerateContent/;
const recordings = readRecordings('enerateContent').filter(({ url }) => address.test(url));
const answered = recordings.filter(({ status }) => status === 200);
const failed = recordings.filter(({ status }) => status !== 200);

let server: VendorServer;
let validate: (body: unknown) => string[];

beforeAll(async () => {
  server = await startVendorServer();
  validate = createGeminiValidator();
});

afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

interface Replay {
  readonly response: GenerateResponseData;
  readonly chunks: GenerateResponseChunkData[];
  readonly arrived: readonly ReceivedRequest[];
}

/** Answers one call of the plugin with a recording, as it was sent or in the other form. */
async function replay(recording: Recording, streaming: boolean): Promise<Replay> {
  const { name, text, bytes, status } = recording;
  const isRecordedForm = recording.url.includes(':stream') === streaming || status !== 200;
  const headers = isRecordedForm ? recording.headers : { 'content-type': streaming ? 'text/event-stream' : 'application/json' };
  const body = isRecordedForm ? bytes : streaming ? toGeminiStream(text, toSeed(name)) : toGeminiJson(text);
  server.behave(answerInPieces({ status, headers, body }, toSeed(name)));
  const model = await resolveModel(googleAI({ baseUrl: server.url, apiKey: 'key-of-a-test' }), address.exec(recording.url)?.[2] ?? '');
  const chunks: GenerateResponseChunkData[] = [];
  const before = server.requests.length;
  const response = await callModel(model, toGeminiRequest(recording.request), { streaming, onChunk: (chunk) => chunks.push(chunk) });
  return { response, chunks, arrived: server.requests.slice(before) };
}

describe.each(answered.map((recording) => [recording.name, recording] as const))('%s', (_name, recording) => {
  test.each([
    ['at once', false],
    ['as a stream', true],
  ])('is sent and read %s', async (_, streaming) => {
    const { response, chunks, arrived } = await replay(recording, streaming);
    expect(arrived.map(({ path }) => path)).toEqual([
      `${address.exec(recording.url)?.[1]}:${streaming ? 'streamGenerateContent?alt=sse' : 'generateContent'}`,
    ]);
    expect(arrived[0]?.headers).toMatchObject({ 'x-goog-api-key': 'key-of-a-test', 'content-type': 'application/json' });
    const sent = JSON.parse(arrived[0]?.body ?? 'null') as unknown;
    expect(validate(sent)).toEqual([]);
    expect(normalizeGeminiBody(sent)).toEqual(normalizeGeminiBody(recording.request));
    expect(readGeminiResponse(response)).toEqual(readGeminiAnswer(recording.text));
    const streamed = chunks.flatMap(({ content }) => content.map((part) => ('text' in part ? part.text : ''))).join('');
    if (streaming) expect(streamed).toBe(readGeminiAnswer(recording.text)['text']);
  });
});

describe.each(failed.map((recording) => [recording.name, recording] as const))('%s', (_, recording) => {
  test.each([false, true])('becomes an error with the right status (as a stream: %s)', async (streaming) => {
    const { error } = JSON.parse(recording.text) as { error: { message: string; status: string } };
    await expect(replay(recording, streaming)).rejects.toMatchObject({
      status: error.status,
      details: { httpStatus: recording.status, vendorMessage: error.message },
    });
  });
});

test('every recording is used', () => {
  process.stdout.write(`${answered.length} recordings of Gemini with an answer, ${failed.length} with an error\n`);
  expect(recordings.length).toBeGreaterThan(50);
});
