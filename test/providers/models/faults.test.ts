import { inspect } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { openAICompatible } from '../../../providers/models/openai-compatible/openai-compatible.ts';
import { DurakitError } from '../../../schemas/durakit-error.ts';
import type { GenerateResponseChunkData } from '../../../schemas/generate-response.ts';
import { ask, callModel, resolveModel, type CallOptions } from './call-model.ts';
import { answerEvents, answerInPieces, answerJson, resetAfter, resetAtOnce, stayMute } from './vendor-server/behaviours.ts';
import { testAborts } from './test-aborts.ts';
import { startVendorServer, type Behaviour, type VendorServer } from './vendor-server/vendor-server.ts';

const KEY = 'key-4711-of-the-test';
const HEADER = 'header-value-0815-secret';
const QUESTION = 'a question that must not be in any error';

const events = { 'content-type': 'text/event-stream' };
const firstEvent = 'data: {"id":"1","choices":[{"index":0,"delta":{"role":"assistant","content":"Hel"}}]}\n\n';

async function call(server: VendorServer, options: CallOptions = {}): Promise<unknown> {
  const plugin = openAICompatible({ name: 'local', baseURL: `${server.url}/v1`, apiKey: KEY, headers: { 'x-api-key': HEADER } });
  return await callModel(await resolveModel(plugin, 'small'), ask(QUESTION), options);
}

async function fail(server: VendorServer, options: CallOptions = {}): Promise<DurakitError> {
  const error = await call(server, options).catch((thrown: unknown) => thrown);
  if (error instanceof DurakitError) return error;
  throw new Error('the call should have failed with a DurakitError', { cause: error });
}

describe('a vendor that answers with an error', () => {
  test.each([
    ['seconds', { 'retry-after': '7' }, 7_000],
    ['parts of a second', { 'retry-after': '0.5' }, 500],
    ['a date', { 'retry-after': 'Fri, 20 Nov 2026 10:00:30 GMT', date: 'Fri, 20 Nov 2026 10:00:10 GMT' }, 20_000],
    ['milliseconds', { 'retry-after-ms': '250', 'retry-after': '7' }, 250],
    ['no wait', {}, undefined],
  ])('429 with %s tells how long to wait', async (_, headers, retryAfterMs) => {
    await using server = await startVendorServer(answerJson({ error: { message: 'slow down' } }, { status: 429, headers }));
    const error = await fail(server);
    expect(error.status).toBe('RESOURCE_EXHAUSTED');
    expect(error.message).toBe('local/small: RESOURCE_EXHAUSTED: HTTP 429: slow down');
    expect(error.details).toEqual({
      class: 'rate_limit',
      httpStatus: 429,
      vendorMessage: 'slow down',
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    });
    expect(server.requests.length).toBe(1);
  });

  test.each([
    [500, 'UNAVAILABLE'],
    [503, 'UNAVAILABLE'],
    [529, 'UNAVAILABLE'],
    [504, 'DEADLINE_EXCEEDED'],
    [401, 'UNAUTHENTICATED'],
    [404, 'NOT_FOUND'],
  ])('%i is %s, after one request, at once and as a stream', async (status, expected) => {
    await using server = await startVendorServer(answerInPieces({ status, body: '<html>an error of a gateway</html>' }, 1));
    expect(await fail(server)).toMatchObject({ status: expected, details: { httpStatus: status } });
    expect(await fail(server, { streaming: true })).toMatchObject({ status: expected, details: { httpStatus: status } });
    expect(server.requests.length).toBe(2);
  });

  test('an error within a stream has the status that its body says', async () => {
    const body = `${firstEvent}data: {"error":{"message":"upstream is gone","code":502}}\n\n`;
    await using server = await startVendorServer(answerInPieces({ headers: { ...events, 'retry-after': '2' }, body }, 2));
    expect(await fail(server, { streaming: true })).toMatchObject({
      status: 'UNAVAILABLE',
      details: { httpStatus: 502, vendorMessage: 'upstream is gone', retryAfterMs: 2_000 },
    });
  });

  test('an error within a stream without a number is told by its type', async () => {
    const body = `${firstEvent}data: {"error":{"message":"wait","type":"rate_limit_exceeded"}}\n\n`;
    await using server = await startVendorServer(answerInPieces({ headers: events, body }, 3));
    const error = await fail(server, { streaming: true });
    expect(error.status).toBe('RESOURCE_EXHAUSTED');
    expect(error.details).toEqual({ class: 'rate_limit', vendorMessage: 'wait', vendorCode: 'rate_limit_exceeded' });
  });
});

describe('a connection that fails', () => {
  const faults: readonly (readonly [string, Behaviour, boolean])[] = [
    ['reset before the first byte', resetAtOnce, false],
    ['reset before the first byte of a stream', resetAtOnce, true],
    ['reset within the answer', resetAfter({ headers: { 'content-length': '500' }, body: '{"id":"1",' }), false],
    ['reset within the stream', resetAfter({ headers: events, body: firstEvent }), true],
    ['a stream that ends without an end', answerInPieces({ headers: events, body: firstEvent }, 4), true],
    ['a stream that ends within an event', answerInPieces({ headers: events, body: firstEvent + firstEvent.slice(0, 30) }, 5), true],
    ['a stream without a word', answerInPieces({ headers: events, body: '' }, 6), true],
  ];

  test.each(faults)('%s is UNAVAILABLE, after one request', async (_, behaviour, streaming) => {
    await using server = await startVendorServer(behaviour);
    const error = await fail(server, { streaming });
    expect(error.status).toBe('UNAVAILABLE');
    expect(error.cause).toBeDefined();
    expect(server.requests.length).toBe(1);
  });

  test('a stream hands over what came before it broke', async () => {
    await using server = await startVendorServer(resetAfter({ headers: events, body: firstEvent }));
    const chunks: GenerateResponseChunkData[] = [];
    await fail(server, { streaming: true, onChunk: (chunk) => chunks.push(chunk) });
    expect(chunks).toEqual([{ role: 'model', index: 0, content: [{ text: 'Hel' }] }]);
  });

  test('a port where nobody listens is UNAVAILABLE and says what to look for', async () => {
    const server = await startVendorServer();
    await server[Symbol.asyncDispose]();
    const error = await fail(server);
    expect(error.status).toBe('UNAVAILABLE');
    expect(error.message).toContain('Is it running, and is the address right?');
  });
});

describe('an answer that is none', () => {
  const answers: readonly (readonly [string, Behaviour, boolean])[] = [
    ['a text that is not JSON', answerInPieces({ body: '{"id": "1", "choices": [' }, 7), false],
    ['JSON that is no completion', answerJson({ hello: 'world' }), false],
    ['JSON without choices', answerJson({ id: '1', choices: [] }), false],
    ['an event that is not JSON', answerInPieces({ headers: events, body: `${firstEvent}data: {oops\n\n` }, 8), true],
  ];

  test.each(answers)('%s is UNKNOWN, after one request', async (_, behaviour, streaming) => {
    await using server = await startVendorServer(behaviour);
    expect(await fail(server, { streaming })).toMatchObject({ status: 'UNKNOWN' });
    expect(server.requests.length).toBe(1);
  });

  test.each([false, true])('a tool input that is not JSON is INTERNAL and names the tool (as a stream: %s)', async (streaming) => {
    const call = { index: 0, id: 'c1', type: 'function', function: { name: 'pay', arguments: '{"amount": 1' } };
    const finish = { finish_reason: 'tool_calls' };
    await using server = await startVendorServer(
      streaming
        ? answerEvents([{ id: '1', choices: [{ index: 0, delta: { tool_calls: [call] }, ...finish }] }])
        : answerJson({ id: '1', choices: [{ message: { role: 'assistant', tool_calls: [call] }, ...finish }] }),
    );
    const error = await fail(server, { streaming });
    expect(error.status).toBe('INTERNAL');
    expect(error.message).toContain("'pay'");
    expect(error.details).toEqual({ toolName: 'pay', malformedToolInput: '{"amount": 1' });
  });
});

describe('an abort', () => {
  testAborts({ fail, answer: '{"id":', stream: { headers: events, body: firstEvent } });

  test('by a deadline is DEADLINE_EXCEEDED', async () => {
    await using server = await startVendorServer(stayMute);
    expect(await fail(server, { abortSignal: AbortSignal.timeout(1) })).toMatchObject({ status: 'DEADLINE_EXCEEDED' });
  });

  test('with a DurakitError as its reason is that error', async () => {
    await using server = await startVendorServer(stayMute);
    const reason = new DurakitError({ status: 'ABORTED', message: 'the run was terminated' });
    expect(await fail(server, { abortSignal: AbortSignal.abort(reason) })).toBe(reason);
    expect(server.requests.length).toBe(0);
  });
});

describe('secrets', () => {
  const echoes: readonly (readonly [string, Behaviour, boolean])[] = [
    ['an error that repeats the key', answerJson({ error: { message: `Wrong key ${KEY}`, code: HEADER } }, { status: 401 }), false],
    [
      'details that repeat the request',
      answerInPieces({ status: 422, body: `{"detail":[{"msg":"no","input":"${QUESTION}"}]}` }, 10),
      false,
    ],
    ['a body of another form', answerJson({ request: QUESTION, key: KEY }, { status: 400 }), false],
    ['an answer that is none', answerInPieces({ body: `{"key": "${KEY}"` }, 9), false],
    ['a broken stream', resetAfter({ headers: events, body: firstEvent }), true],
    ['a broken connection', resetAtOnce, false],
  ];

  test.each(echoes)('%s leaves neither key nor header nor request in the error and its causes', async (_, behaviour, streaming) => {
    await using server = await startVendorServer(behaviour);
    const error = await fail(server, { streaming });
    expect(server.requests[0]?.headers).toMatchObject({ authorization: `Bearer ${KEY}`, 'x-api-key': HEADER });
    const everything = inspect(error, { depth: 20, showHidden: true }) + JSON.stringify(error) + (error.stack ?? '');
    for (const secret of [KEY, HEADER, QUESTION]) expect(everything).not.toContain(secret);
  });

  test('a key that cannot be a header is not in the error', async () => {
    const plugin = openAICompatible({ baseURL: 'http://127.0.0.1:1/v1', apiKey: 'two-lines\nof-a-key' });
    const error: unknown = await callModel(await resolveModel(plugin, 'small'), ask('hi')).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DurakitError);
    expect(inspect(error, { depth: 20, showHidden: true })).not.toContain('of-a-key');
  });
});
