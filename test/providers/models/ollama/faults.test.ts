import { inspect } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { ollama } from '../../../../providers/models/ollama/ollama.ts';
import { DurakitError } from '../../../../schemas/durakit-error.ts';
import type { GenerateResponseChunkData } from '../../../../schemas/generate-response.ts';
import { callEmbedder, resolveEmbedder } from '../call-embedder.ts';
import { ask, callModel, resolveModel, type CallOptions } from '../call-model.ts';
import { answerInPieces, answerJson, resetAfter, resetAtOnce, stallAfter, stayMute } from '../vendor-server/behaviours.ts';
import { testAborts } from '../test-aborts.ts';
import { startVendorServer, type Behaviour, type VendorServer } from '../vendor-server/vendor-server.ts';

const TOKEN = 'token-4711-of-the-test';
const QUESTION = 'a question that must not be in any error';
const first = `${JSON.stringify({ model: 'm', message: { role: 'assistant', content: 'Hel' }, done: false })}\n`;
const last = `${JSON.stringify({ model: 'm', message: { role: 'assistant', content: '' }, done: true, done_reason: 'stop' })}\n`;
const lines = { 'content-type': 'application/x-ndjson' };

async function fail(server: Pick<VendorServer, 'url'>, options: CallOptions = {}): Promise<DurakitError> {
  const plugin = ollama({ serverAddress: server.url, requestHeaders: { authorization: `Bearer ${TOKEN}` } });
  const error: unknown = await callModel(await resolveModel(plugin, 'gemma3'), ask(QUESTION), options).catch((thrown: unknown) => thrown);
  if (error instanceof DurakitError) return error;
  throw new Error('the call should have failed with a DurakitError', { cause: error });
}

async function failEmbedding(server: VendorServer, abortSignal?: AbortSignal): Promise<DurakitError> {
  const embedder = await resolveEmbedder(ollama({ serverAddress: server.url }), 'all-minilm');
  const options = abortSignal === undefined ? {} : { abortSignal };
  const error: unknown = await callEmbedder(embedder, [QUESTION], options).catch((thrown: unknown) => thrown);
  if (error instanceof DurakitError) return error;
  throw new Error('the call should have failed with a DurakitError', { cause: error });
}

describe('a server that answers with an error', () => {
  test.each([
    [404, "model 'gemma3' not found", 'NOT_FOUND'],
    [400, 'gemma3 does not support tools', 'INVALID_ARGUMENT'],
    [500, 'llama runner process has terminated', 'UNAVAILABLE'],
    [503, 'server busy, please try again', 'UNAVAILABLE'],
  ])('%i %s is %s, at once, as a stream and for an embedder', async (httpStatus, text, status) => {
    await using server = await startVendorServer(answerJson({ error: text }, { status: httpStatus }));
    const errors = [await fail(server), await fail(server, { streaming: true }), await failEmbedding(server)];
    for (const error of errors) expect(error).toMatchObject({ status, details: { httpStatus, vendorMessage: text } });
    expect(errors[0]?.message).toBe(`ollama/gemma3: ${status}: HTTP ${httpStatus}: ${text}`);
    expect(server.requests.length).toBe(3);
  });

  test('an error in a line of a stream is told, after what came before it', async () => {
    await using server = await startVendorServer(answerInPieces({ headers: lines, body: `${first}{"error":"out of memory"}\n` }, 1));
    const chunks: GenerateResponseChunkData[] = [];
    const error = await fail(server, { streaming: true, onChunk: (chunk) => chunks.push(chunk) });
    expect(error.message).toBe('ollama/gemma3: UNKNOWN: The vendor reported an error in its answer: out of memory');
    expect(chunks).toEqual([{ role: 'model', index: 0, content: [{ text: 'Hel' }] }]);
  });

  test('an error with status 200 is told', async () => {
    await using server = await startVendorServer(answerJson({ error: 'out of memory' }));
    expect(await fail(server)).toMatchObject({ details: { vendorMessage: 'out of memory' } });
  });
});

describe('a connection that fails', () => {
  test('a port where nobody listens is UNAVAILABLE and says what to look for', async () => {
    const server = await startVendorServer();
    await server[Symbol.asyncDispose]();
    for (const error of [await fail(server), await fail(server, { streaming: true }), await failEmbedding(server)]) {
      expect(error.status).toBe('UNAVAILABLE');
      expect(error.message).toContain('Is it running, and is the address right?');
    }
  });

  const faults: readonly (readonly [string, Behaviour, boolean])[] = [
    ['reset before the first byte', resetAtOnce, false],
    ['reset before the first byte of a stream', resetAtOnce, true],
    ['reset within the answer', resetAfter({ headers: { 'content-length': '500' }, body: '{"message":' }), false],
    ['reset within the stream', resetAfter({ headers: lines, body: first }), true],
    ['a stream that ends within a line', answerInPieces({ headers: lines, body: first + last.slice(0, 20) }, 2), true],
    ['a stream that ends without its last line', answerInPieces({ headers: lines, body: first }, 3), true],
    ['a stream without a word', answerInPieces({ headers: lines, body: '' }, 4), true],
  ];

  test.each(faults)('%s is UNAVAILABLE, after one request', async (_, behaviour, streaming) => {
    await using server = await startVendorServer(behaviour);
    const error = await fail(server, { streaming });
    expect(error.status).toBe('UNAVAILABLE');
    expect(error.cause).toBeDefined();
    expect(server.requests.length).toBe(1);
  });

  test('a last line without its end is a line', async () => {
    await using server = await startVendorServer(answerInPieces({ headers: lines, body: first + last.trimEnd() }, 5));
    const model = await resolveModel(ollama({ serverAddress: server.url }), 'gemma3');
    expect(await callModel(model, ask('hi'), { streaming: true })).toMatchObject({ message: { content: [{ text: 'Hel' }] } });
  });
});

describe('an answer that is none', () => {
  const answers: readonly (readonly [string, Behaviour, boolean])[] = [
    ['a text that is not JSON', answerInPieces({ body: '<html>a gateway</html>' }, 6), false],
    ['JSON that is no answer', answerJson({ hello: 'world' }), false],
    ['a line that is not JSON', answerInPieces({ headers: lines, body: `${first}oops\n${last}` }, 7), true],
    ['a line that is no answer', answerInPieces({ headers: lines, body: `${first}[1]\n${last}` }, 8), true],
  ];

  test.each(answers)('%s is UNKNOWN, after one request', async (_, behaviour, streaming) => {
    await using server = await startVendorServer(behaviour);
    const error = await fail(server, { streaming });
    expect(error.status).toBe('UNKNOWN');
    expect(error.message).toContain('The answer could not be read');
    expect(server.requests.length).toBe(1);
  });

  test('an answer without embeddings is UNKNOWN', async () => {
    await using server = await startVendorServer(answerJson({ embedding: [1] }));
    expect(await failEmbedding(server)).toMatchObject({ status: 'UNKNOWN' });
  });
});

describe('an abort', () => {
  testAborts({ fail, answer: '{"message":', stream: { headers: lines, body: first } });

  test('after the first chunk of a stream closes the socket', async () => {
    await using server = await startVendorServer(stallAfter({ headers: lines, body: first }));
    const controller = new AbortController();
    const failed = fail(server, { streaming: true, abortSignal: controller.signal, onChunk: () => controller.abort() });
    expect(await failed).toMatchObject({ status: 'CANCELLED' });
    await (
      await server.nextRequest()
    ).closedEarly;
  });

  test('of an embedder closes the socket', async () => {
    await using server = await startVendorServer(stayMute);
    const controller = new AbortController();
    const failed = failEmbedding(server, controller.signal);
    const request = await server.nextRequest();
    controller.abort();
    expect(await failed).toMatchObject({ status: 'CANCELLED' });
    await request.closedEarly;
  });

  test('an error in the middle of a stream closes the socket as well', async () => {
    await using server = await startVendorServer(stallAfter({ headers: lines, body: `${first}oops\n` }));
    expect(await fail(server, { streaming: true })).toMatchObject({ status: 'UNKNOWN' });
    await (
      await server.nextRequest()
    ).closedEarly;
  });
});

describe('secrets', () => {
  const echoes: readonly (readonly [string, Behaviour, boolean])[] = [
    ['an error that repeats the token', answerJson({ error: `wrong token ${TOKEN}` }, { status: 401 }), false],
    ['an error in a stream that repeats it', answerInPieces({ headers: lines, body: `{"error":"wrong ${TOKEN}"}\n` }, 9), true],
    ['a line that is not JSON', answerInPieces({ headers: lines, body: `token ${TOKEN}\n` }, 10), true],
    ['a broken connection', resetAtOnce, false],
  ];

  test.each(echoes)('%s leaves neither token nor question in the error and its causes', async (_, behaviour, streaming) => {
    await using server = await startVendorServer(behaviour);
    const error = await fail(server, { streaming });
    expect(server.requests[0]?.headers['authorization']).toBe(`Bearer ${TOKEN}`);
    const everything = inspect(error, { depth: 20, showHidden: true }) + JSON.stringify(error) + (error.stack ?? '');
    for (const secret of [TOKEN, QUESTION]) expect(everything).not.toContain(secret);
  });
});
