import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { anthropic } from '../../../../providers/models/anthropic/anthropic.ts';
import type { GenerateResponseChunkData, GenerateResponseData } from '../../../../schemas/generate-response.ts';
import { callModel, resolveModel } from '../call-model.ts';
import { readRecordings, type Recording } from '../recordings/read-recordings.ts';
import { answerInPieces } from '../vendor-server/behaviours.ts';
import { toSeed } from '../vendor-server/create-random.ts';
import { startVendorServer, type ReceivedRequest, type VendorServer } from '../vendor-server/vendor-server.ts';
import { readClaudeAnswer, readClaudeResponse, toClaudeJson, toClaudeStream } from './claude-answer.ts';
import { claudeDifferences, differs } from './claude-differences.ts';
import { asJson } from './claude-json.ts';
import { normalizeClaudeBody } from './normalize-claude-body.ts';
import { toClaudeRequest } from './to-claude-request.ts';

const recordings = readRecordings('api.anthropic.com/v1/messages').filter(({ url }) => /\/v1\/messages(\?.*)?$/.test(url));

let server: VendorServer;

beforeAll(async () => {
  server = await startVendorServer();
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
  const isRecordedForm = (asJson(recording.request)['stream'] === true) === streaming;
  const headers = isRecordedForm ? recording.headers : { 'content-type': streaming ? 'text/event-stream' : 'application/json' };
  const body = isRecordedForm ? bytes : streaming ? toClaudeStream(text, toSeed(name)) : toClaudeJson(text);
  server.behave(answerInPieces({ status, headers, body }, toSeed(name)));
  const plugin = anthropic({ baseURL: server.url, apiKey: 'key-of-a-test' });
  const model = await resolveModel(plugin, String(asJson(recording.request)['model']));
  const chunks: GenerateResponseChunkData[] = [];
  const before = server.requests.length;
  const response = await callModel(model, toClaudeRequest(recording.request), { streaming, onChunk: (chunk) => chunks.push(chunk) });
  return { response, chunks, arrived: server.requests.slice(before) };
}

describe.each(recordings.map((recording) => [recording.name, recording] as const))('%s', (name, recording) => {
  test.each([
    ['at once', false],
    ['as a stream', true],
  ])('is sent and read %s', async (_, streaming) => {
    const { response, chunks, arrived } = await replay(recording, streaming);
    expect(arrived.map(({ path }) => path)).toEqual(['/v1/messages']);
    expect(arrived[0]?.headers).toMatchObject({ 'x-api-key': 'key-of-a-test', 'anthropic-version': '2023-06-01' });
    const sent = JSON.parse(arrived[0]?.body ?? 'null') as unknown;
    if (!differs(name, 'request')) {
      expect(normalizeClaudeBody(sent)).toEqual(normalizeClaudeBody({ ...asJson(recording.request), stream: streaming }));
    }
    expect(readClaudeResponse(response)).toEqual(readClaudeAnswer(recording.text));
    const streamed = chunks.flatMap(({ content }) => content.map((part) => ('text' in part ? part.text : ''))).join('');
    if (streaming) expect(streamed).toBe(readClaudeAnswer(recording.text)['text']);
  });

  test('says the same at once and as a stream', async () => {
    const once = (await replay(recording, false)).response;
    const streamed = (await replay(recording, true)).response;
    const facts = ({ message, finishReason, finishMessage, usage }: GenerateResponseData): unknown => ({
      message,
      finishReason,
      finishMessage,
      usage,
    });
    expect(facts(streamed)).toEqual(facts(once));
  });
});

test('every recording is used, and every known difference names one', () => {
  process.stdout.write(`${recordings.length} recordings of Claude\n`);
  expect(recordings.length).toBeGreaterThan(25);
  const starts = claudeDifferences.flatMap(({ names }) => names);
  expect(starts.filter((start) => !recordings.some(({ name }) => name.startsWith(start)))).toEqual([]);
});
