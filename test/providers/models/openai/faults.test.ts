import { inspect } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { openAI } from '../../../../providers/models/openai/openai.ts';
import { DurakitError } from '../../../../schemas/durakit-error.ts';
import type { GenerateResponseChunkData } from '../../../../schemas/generate-response.ts';
import { ask, callModel, resolveModel, type CallOptions } from '../call-model.ts';
import { answerInPieces, answerJson, resetAfter, resetAtOnce } from '../vendor-server/behaviours.ts';
import { testAborts } from '../test-aborts.ts';
import { startVendorServer, type Behaviour, type VendorServer } from '../vendor-server/vendor-server.ts';

const KEY = 'key-4711-of-the-test';
const QUESTION = 'a question that must not be in any error';
const events = { 'content-type': 'text/event-stream' };
const first = 'data: {"id":"1","choices":[{"index":0,"delta":{"role":"assistant","content":"Hel"}}]}\n\n';

async function fail(server: VendorServer, options: CallOptions = {}): Promise<DurakitError> {
  const model = await resolveModel(openAI({ apiKey: KEY, baseURL: `${server.url}/v1` }), 'gpt-4o');
  const error: unknown = await callModel(model, { ...ask(QUESTION), config: { extra: 1 } }, options).catch((thrown: unknown) => thrown);
  if (error instanceof DurakitError) return error;
  throw new Error('the call should have failed with a DurakitError', { cause: error });
}

describe('a failure', () => {
  const limit = { error: { message: 'slow down', type: 'requests', code: 'rate_limit_exceeded' } };
  const quota = { error: { message: 'no money left', type: 'insufficient_quota', code: 'insufficient_quota' } };
  const faults: readonly (readonly [string, Behaviour, string])[] = [
    ['a rate limit', answerJson(limit, { status: 429, headers: { 'retry-after': '7' } }), 'RESOURCE_EXHAUSTED'],
    ['a spent quota', answerJson(quota, { status: 429 }), 'RESOURCE_EXHAUSTED'],
    ['a server error', answerJson({ error: { message: 'oops', type: 'server_error' } }, { status: 500 }), 'UNAVAILABLE'],
    [
      'a model that is not there',
      answerJson({ error: { message: 'no such model', code: 'model_not_found' } }, { status: 404 }),
      'NOT_FOUND',
    ],
    ['a connection that is reset', resetAtOnce, 'UNAVAILABLE'],
  ];

  test.each(faults)('%s has its status after one request, at once and as a stream', async (_, behaviour, status) => {
    await using server = await startVendorServer(behaviour);
    expect(await fail(server)).toMatchObject({ status, source: 'openai/gpt-4o' });
    expect(await fail(server, { streaming: true })).toMatchObject({ status });
    expect(server.requests.length).toBe(2);
  });

  test('of a rate limit tells how long to wait', async () => {
    await using server = await startVendorServer(answerJson(limit, { status: 429, headers: { 'retry-after': '7' } }));
    expect((await fail(server)).details).toEqual({
      class: 'rate_limit',
      httpStatus: 429,
      retryAfterMs: 7_000,
      vendorMessage: 'slow down',
      vendorCode: 'rate_limit_exceeded',
    });
  });
});

describe('a stream', () => {
  const limit = 'data: {"error":{"message":"wait","type":"rate_limit_exceeded"}}\n\n';
  const faults: readonly (readonly [string, Behaviour, string])[] = [
    ['with an error before the first word', answerInPieces({ headers: events, body: limit }, 1), 'RESOURCE_EXHAUSTED'],
    ['with an error after the first word', answerInPieces({ headers: events, body: first + limit }, 2), 'RESOURCE_EXHAUSTED'],
    ['that ends too early', answerInPieces({ headers: events, body: first }, 3), 'UNAVAILABLE'],
    ['without a word', answerInPieces({ headers: events, body: '' }, 4), 'UNAVAILABLE'],
    ['that is reset', resetAfter({ headers: events, body: first }), 'UNAVAILABLE'],
    ['with an event that is not JSON', answerInPieces({ headers: events, body: `${first}data: {oops\n\n` }, 5), 'UNKNOWN'],
  ];

  test.each(faults)('%s fails with its status, after one request', async (_, behaviour, status) => {
    await using server = await startVendorServer(behaviour);
    expect(await fail(server, { streaming: true })).toMatchObject({ status });
    expect(server.requests.length).toBe(1);
  });

  test('hands over what came before it broke', async () => {
    await using server = await startVendorServer(resetAfter({ headers: events, body: first }));
    const chunks: GenerateResponseChunkData[] = [];
    await fail(server, { streaming: true, onChunk: (chunk) => chunks.push(chunk) });
    expect(chunks).toEqual([{ role: 'model', index: 0, content: [{ text: 'Hel' }] }]);
  });
});

describe('an abort', () => {
  testAborts({ fail, answer: '{"id":', stream: { headers: events, body: first } });
});

describe('secrets', () => {
  const echoes: readonly (readonly [string, Behaviour, boolean])[] = [
    ['an error that repeats the key', answerJson({ error: { message: `Wrong key ${KEY}`, code: KEY } }, { status: 401 }), false],
    [
      'an error in a stream that repeats it',
      answerInPieces({ headers: events, body: `data: {"error":{"message":"no ${KEY}"}}\n\n` }, 6),
      true,
    ],
    ['a body of another form', answerJson({ request: QUESTION, key: KEY }, { status: 400 }), false],
    ['an answer that is none', answerInPieces({ body: `{"key": "${KEY}"` }, 7), false],
    ['a broken connection', resetAtOnce, false],
  ];

  test.each(echoes)('%s leaves neither key nor question in the error and its causes', async (_, behaviour, streaming) => {
    await using server = await startVendorServer(behaviour);
    const error = await fail(server, { streaming });
    const everything = inspect(error, { depth: 20, showHidden: true }) + JSON.stringify(error) + (error.stack ?? '');
    for (const secret of [KEY, QUESTION]) expect(everything).not.toContain(secret);
  });
});
