import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openAICompatible } from '../../../../providers/models/openai-compatible/openai-compatible.ts';
import { DurakitError } from '../../../../schemas/durakit-error.ts';
import type { GenerateResponseChunkData, GenerateResponseData } from '../../../../schemas/generate-response.ts';
import { ask, callModel, resolveModel } from '../call-model.ts';
import { answerInPieces } from '../vendor-server/behaviours.ts';
import { toSeed } from '../vendor-server/create-random.ts';
import { startVendorServer, type VendorServer } from '../vendor-server/vendor-server.ts';
import { ChatRequestSchema, type ChatRequest } from './chat-completion.ts';
import { toEventStream, toJsonAnswer } from './convert-answer.ts';
import { findDifference, knownDifferences } from './known-differences.ts';
import { normalizeBody } from './normalize-body.ts';
import { isEventStream, readAnswer } from './read-answer.ts';
import { readChunks, readResponse } from './read-response.ts';
import { readRecordings, type Recording } from './read-recordings.ts';
import { toGenerateRequest } from './to-generate-request.ts';
import { createChatRequestValidator } from './validate-chat-request.ts';

const recordings = readRecordings('/chat/completions');
const isError = ({ status, name }: Recording): boolean => status >= 400 || findDifference(name, 'reported') !== undefined;
const answered = recordings.filter((recording) => !isError(recording));
const failed = recordings.filter((recording) => isError(recording));
const unsupported = recordings.filter(({ name }) => findDifference(name, 'unsupported') !== undefined);

let server: VendorServer;
let validate: (body: unknown) => string[];

beforeAll(async () => {
  server = await startVendorServer();
  validate = createChatRequestValidator();
});

afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

interface Replay {
  readonly response: GenerateResponseData;
  readonly chunks: GenerateResponseChunkData[];
  readonly sent: unknown;
  readonly requestCount: number;
}

/** Answers one call of the adapter with a recording, as it was sent or in the other form. */
async function replay(recording: Recording, streaming: boolean): Promise<Replay> {
  const seed = toSeed(recording.name);
  const isRecordedForm = isEventStream(recording.text) === streaming;
  const convert = streaming ? toEventStream : toJsonAnswer;
  const body = isRecordedForm ? recording.bytes : convert(recording.text, seed);
  const headers = isRecordedForm ? recording.headers : { 'content-type': streaming ? 'text/event-stream' : 'application/json' };
  server.behave(answerInPieces({ status: recording.status, headers, body }, seed));
  const request = readRequest(recording);
  const plugin = openAICompatible({ name: recording.vendor, baseURL: `${server.url}/v1`, apiKey: 'key-of-a-test' });
  const model = await resolveModel(plugin, request?.model ?? 'model');
  const chunks: GenerateResponseChunkData[] = [];
  const before = server.requests.length;
  const input = request === undefined ? ask('hello') : toGenerateRequest(request);
  const response = await callModel(model, input, { streaming, onChunk: (chunk) => chunks.push(chunk) });
  const arrived = server.requests.slice(before);
  return { response, chunks, sent: JSON.parse(arrived[0]?.body ?? 'null'), requestCount: arrived.length };
}

/** None where the recorder dropped it, and where it cannot be sent. */
function readRequest({ name, request }: Recording): ChatRequest | undefined {
  return request === undefined || findDifference(name, 'unsupported') !== undefined ? undefined : ChatRequestSchema.parse(request);
}

describe.each(answered.map((recording) => [recording.name, recording] as const))('%s', (name, recording) => {
  test.each([
    ['at once', false],
    ['as a stream', true],
  ])('is sent and read %s', async (_, streaming) => {
    const { response, chunks, sent, requestCount } = await replay(recording, streaming);
    expect(requestCount).toBe(1);
    if (findDifference(name, 'answer') === undefined) {
      expect(readResponse(response)).toEqual(readAnswer(recording.text));
      if (streaming) expect(readChunks(chunks)).toEqual(readChunks([{ content: response.message?.content ?? [] }]));
    }
    if (findDifference(name, 'specification') === undefined) expect(validate(sent)).toEqual([]);
    const request = readRequest(recording);
    if (request === undefined || findDifference(name, 'request') !== undefined) return;
    expect(normalizeBody(ChatRequestSchema.parse(sent))).toEqual(normalizeBody({ ...request, stream: streaming }));
  });
});

describe.each(failed.map((recording) => [recording.name, recording] as const))('%s', (name, recording) => {
  // a stream cannot be told from a body of status 200 that is none
  const forms = findDifference(name, 'reported') === undefined ? [false, true] : [false];
  test.each(forms)('becomes an error with the right status (as a stream: %s)', async (streaming) => {
    const error = await replayError(recording, streaming);
    const { error: said } = JSON.parse(recording.text) as { error: { message: string; status?: number } };
    expect(error.status).toBe(recording.status === 401 ? 'UNAUTHENTICATED' : 'INVALID_ARGUMENT');
    expect(error.details).toMatchObject({ httpStatus: said.status ?? recording.status, vendorMessage: said.message });
  });
});

describe.each(unsupported.map((recording) => [recording.name, recording] as const))('%s', (_, recording) => {
  test('says that the request cannot be sent, and sends nothing', async () => {
    const before = server.requests.length;
    expect(await replayError(recording, false)).toMatchObject({ status: 'UNIMPLEMENTED' });
    expect(server.requests.length).toBe(before);
  });
});

async function replayError(recording: Recording, streaming: boolean): Promise<DurakitError> {
  server.behave(answerInPieces({ status: recording.status, headers: recording.headers, body: recording.bytes }, toSeed(recording.name)));
  const request = ChatRequestSchema.parse(recording.request);
  const model = await resolveModel(openAICompatible({ baseURL: `${server.url}/v1` }), request.model);
  const error = await callModel(model, toGenerateRequest(request), { streaming }).catch((thrown: unknown) => thrown);
  if (error instanceof DurakitError) return error;
  throw new Error('the call should have failed with a DurakitError', { cause: error });
}

test('every recording is used, and every known difference names one', () => {
  const vendors = Object.entries(Object.groupBy(recordings, ({ vendor }) => vendor)).map(([vendor, all]) => `${vendor} ${all?.length}`);
  process.stdout.write(`${recordings.length} recordings with chat completions: ${vendors.join(', ')}\n`);
  expect(recordings.length).toBeGreaterThan(200);
  const starts = knownDifferences.flatMap(({ names }) => names);
  expect(starts.filter((start) => !recordings.some(({ name }) => name.startsWith(start)))).toEqual([]);
});
