import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openAI } from '../../../../providers/models/openai/openai.ts';
import type { GenerateRequest } from '../../../../schemas/generate-request.ts';
import type { GenerateResponseChunkData } from '../../../../schemas/generate-response.ts';
import { callEmbedder, resolveEmbedder } from '../call-embedder.ts';
import { ask, callModel, resolveModel } from '../call-model.ts';
import { ChatRequestSchema } from '../recordings/chat-completion.ts';
import { toEventStream, toJsonAnswer } from '../recordings/convert-answer.ts';
import { findDifference } from '../recordings/known-differences.ts';
import { normalizeBody } from '../recordings/normalize-body.ts';
import { isEventStream, readAnswer } from '../recordings/read-answer.ts';
import { readRecordings, type Recording } from '../recordings/read-recordings.ts';
import { readChunks, readResponse } from '../recordings/read-response.ts';
import { toGenerateRequest } from '../recordings/to-generate-request.ts';
import { createChatRequestValidator, createRequestValidator } from '../recordings/validate-chat-request.ts';
import { answerInPieces, answerJson } from '../vendor-server/behaviours.ts';
import { toSeed } from '../vendor-server/create-random.ts';
import { startVendorServer, type VendorServer } from '../vendor-server/vendor-server.ts';

const chats = readRecordings('/chat/completions').filter(({ vendor }) => vendor === 'openai');
const embeddings = readRecordings('/v1/embeddings').filter(({ vendor }) => vendor === 'openai');

let server: VendorServer;
let validateChat: (body: unknown) => string[];
let validateEmbedding: (body: unknown) => string[];

beforeAll(async () => {
  server = await startVendorServer();
  validateChat = createChatRequestValidator();
  validateEmbedding = createRequestValidator('CreateEmbeddingRequest');
});

afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

function readRequest({ request }: Recording): ReturnType<typeof ChatRequestSchema.parse> | undefined {
  return request === undefined ? undefined : ChatRequestSchema.parse(request);
}

/** Answers one call with a recording, as it was sent or in the other form. */
async function replay(recording: Recording, streaming: boolean): ReturnType<typeof callModel> {
  const seed = toSeed(recording.name);
  const isRecordedForm = recording.status >= 400 || isEventStream(recording.text) === streaming;
  const body = isRecordedForm ? recording.bytes : (streaming ? toEventStream : toJsonAnswer)(recording.text, seed);
  const headers = isRecordedForm ? recording.headers : { 'content-type': streaming ? 'text/event-stream' : 'application/json' };
  server.behave(answerInPieces({ status: recording.status, headers, body }, seed));
  const request = readRequest(recording);
  const model = await resolveModel(openAI({ apiKey: 'key-of-a-test', baseURL: `${server.url}/v1` }), request?.model ?? 'gpt-4o');
  const chunks: GenerateResponseChunkData[] = [];
  const input = request === undefined ? ask('hello') : withOwnMetadata(toGenerateRequest(request));
  const response = await callModel(model, input, { streaming, onChunk: (chunk) => chunks.push(chunk) });
  if (streaming) expect(readChunks(chunks)).toEqual(readChunks([{ content: response.message?.content ?? [] }]));
  return response;
}

/** What OpenAI's own package has a name for. */
function withOwnMetadata(request: GenerateRequest): GenerateRequest {
  const mark = '"openaiCompatible":{"prompt_cache_breakpoint"';
  return JSON.parse(JSON.stringify(request).replaceAll(mark, '"openai":{"promptCacheBreakpoint"')) as GenerateRequest;
}

const answered = chats.filter(({ status }) => status < 400).map((recording) => [recording.name, recording] as const);
const failed = chats.filter(({ status }) => status >= 400).map((recording) => [recording.name, recording] as const);

describe.each(answered)('%s', (name, recording) => {
  test.each([
    ['at once', false],
    ['as a stream', true],
  ])('is sent and read %s', async (_, streaming) => {
    const before = server.requests.length;
    const response = await replay(recording, streaming);
    expect(server.requests.length).toBe(before + 1);
    const sent: unknown = JSON.parse(server.requests.at(-1)?.body ?? 'null');
    expect(server.requests.at(-1)?.headers['authorization']).toBe('Bearer key-of-a-test');
    if (findDifference(name, 'answer') === undefined) expect(readResponse(response)).toEqual(readAnswer(recording.text));
    if (findDifference(name, 'specification') === undefined) expect(validateChat(sent)).toEqual([]);
    const request = readRequest(recording);
    if (request === undefined || findDifference(name, 'request') !== undefined) return;
    expect(normalizeBody(ChatRequestSchema.parse(sent))).toEqual(normalizeBody({ ...request, stream: streaming }));
  });
});

describe.each(failed)('%s', (_, recording) => {
  test.each([false, true])('becomes an error with the right status (as a stream: %s)', async (streaming) => {
    const { error } = JSON.parse(recording.text) as { error: { message: string } };
    await expect(replay(recording, streaming)).rejects.toMatchObject({
      status: 'INVALID_ARGUMENT',
      details: { httpStatus: recording.status, vendorMessage: error.message },
    });
  });
});

describe.each(embeddings.map((recording) => [recording.name, recording] as const))('%s', (_, recording) => {
  test('is sent and read', async () => {
    const { data, ...answer } = JSON.parse(recording.text) as { data: { embedding: number[] | string }[] };
    // asked for numbers, OpenAI answers with the same as numbers
    const vectors = data.map(({ embedding }) => toNumbers(embedding));
    server.behave(answerJson({ ...answer, data: vectors.map((embedding) => ({ embedding })) }));
    const { model, input } = recording.request as { model: string; input: string };
    const embedder = await resolveEmbedder(openAI({ apiKey: 'key-of-a-test', baseURL: `${server.url}/v1` }), model);
    const response = await callEmbedder(embedder, [input]);
    expect(response).toEqual({ embeddings: vectors.map((embedding) => ({ embedding })) });
    const sent: unknown = JSON.parse(server.requests.at(-1)?.body ?? 'null');
    expect(sent).toEqual({ model, input: [input], encoding_format: 'float' });
    expect(validateEmbedding(sent)).toEqual([]);
  });
});

function toNumbers(embedding: number[] | string): number[] {
  if (typeof embedding !== 'string') return embedding;
  const bytes = Buffer.from(embedding, 'base64');
  return Array.from({ length: bytes.length / 4 }, (_, position) => bytes.readFloatLE(position * 4));
}

test('there are recordings', () => {
  process.stdout.write(`OpenAI: ${chats.length} recordings of chat completions, ${embeddings.length} of embeddings\n`);
  expect(chats.length).toBeGreaterThan(30);
  expect(embeddings.length).toBeGreaterThan(5);
});
