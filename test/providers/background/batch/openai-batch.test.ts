import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { inspect } from 'node:util';
import type { BatchPort, BatchRequest } from '../../../../engine/batches/batch-port.ts';
import { createOpenAIBatch } from '../../../../providers/models/openai/create-openai-batch.ts';
import { ask } from '../../models/call-model.ts';
import { createChatRequestValidator, createRequestValidator } from '../../models/recordings/validate-chat-request.ts';
import { startVendorServer, type VendorServer } from '../../models/vendor-server/vendor-server.ts';
import { FakeOpenAIBatches, type SentLine } from '../fake-openai-batches.ts';

const KEY = 'sk-key-of-the-batch-test';
const surroundings = { context: {}, abortSignal: new AbortController().signal, idempotencyKey: 'operation-7' };

let server: VendorServer;
let openai: FakeOpenAIBatches;
let port: BatchPort;

beforeEach(async () => {
  openai = new FakeOpenAIBatches(1, (line) => ({ status_code: 200, body: toCompletion(line) }));
  server = await startVendorServer((response, request) => openai.behave(response, request));
  port = createOpenAIBatch({ baseURL: `${server.url}/v1`, apiKey: KEY });
});

afterEach(async () => {
  await server[Symbol.asyncDispose]();
});

function toCompletion({ custom_id: id, body }: SentLine): unknown {
  const message = { role: 'assistant', content: `answer to ${id}` };
  return {
    id: `chatcmpl-${id}`,
    object: 'chat.completion',
    created: 1,
    model: body['model'],
    choices: [{ index: 0, message, finish_reason: 'stop' }],
    usage: { prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 },
  };
}

function requestsOf(...ids: string[]): BatchRequest[] {
  return ids.map((customId) => ({ customId, modelId: 'gpt-5-mini', request: ask(`question ${customId}`) }));
}

async function finish(requests: readonly BatchRequest[]): Promise<string> {
  const { id } = await port.submit(requests, surroundings);
  while (!(await port.check(id, surroundings)).done);
  return id;
}

describe('the way of a batch', () => {
  test('a file, a batch with the key, looks, and an answer for each request whatever their order', async () => {
    const requests = requestsOf('a', 'b');
    const id = await finish(requests);
    const [upload, create] = server.requests;
    expect(upload).toMatchObject({ method: 'POST', path: '/v1/files', headers: { authorization: `Bearer ${KEY}` } });
    expect(upload?.headers['content-type']).toContain('multipart/form-data');
    expect(upload?.body).toContain('name="purpose"\r\n\r\nbatch');
    expect(JSON.parse(create?.body ?? '')).toEqual({
      input_file_id: 'file-in1',
      endpoint: '/v1/chat/completions',
      completion_window: '24h',
      metadata: { durakit_key: 'operation-7' },
    });
    expect(openai.lines.map(({ custom_id, method, url }) => [custom_id, method, url])).toEqual([
      ['a', 'POST', '/v1/chat/completions'],
      ['b', 'POST', '/v1/chat/completions'],
    ]);
    expect(await port.results(id, requests.toReversed(), surroundings)).toMatchObject([
      { customId: 'b', response: { message: { content: [{ text: 'answer to b' }] }, usage: { totalTokens: 7 }, finishReason: 'stop' } },
      { customId: 'a', response: { message: { content: [{ text: 'answer to a' }] } } },
    ]);
  });

  test("bodies and the fake's answers are those of the vendor's own description", async () => {
    const { id } = await port.submit(requestsOf('a'), surroundings);
    expect(createRequestValidator('CreateBatchRequest')(JSON.parse(server.requests[1]?.body ?? ''))).toEqual([]);
    expect(openai.lines.flatMap(({ body }) => createChatRequestValidator()(body))).toEqual([]);
    const answer = (await (await fetch(`${server.url}/v1/batches/${id}`)).json()) as Record<string, unknown>;
    // the vendor sends null, as recorded, where its description has nothing
    const known = Object.fromEntries(Object.entries(answer).filter(([, value]) => value !== null));
    expect(createRequestValidator('Batch')(known)).toEqual([]);
  });

  test('a batch in doubt is found by its key', async () => {
    expect(await port.find?.('operation-7', surroundings)).toBeUndefined();
    const { id } = await port.submit(requestsOf('a'), surroundings);
    expect(await port.find?.('operation-7', surroundings)).toMatchObject({ id, done: false });
    expect(await port.find?.('operation-8', surroundings)).toBeUndefined();
    expect(openai.submits).toBe(1);
  });

  test('cancelling: what was answered has its answer, the rest is CANCELLED', async () => {
    const requests = requestsOf('a', 'b');
    const { id } = await port.submit(requests, surroundings);
    openai.answerWith((line) => (line.custom_id === 'a' ? { status_code: 200, body: toCompletion(line) } : undefined));
    expect(await port.cancel(id, surroundings)).toMatchObject({ done: true, status: 'cancelled' });
    expect(await port.results(id, requests, surroundings)).toMatchObject([
      { customId: 'a', response: { finishReason: 'stop' } },
      { customId: 'b', error: { status: 'CANCELLED' } },
    ]);
  });

  test('a batch that fails as a whole says why', async () => {
    openai.end = 'failed';
    const { id } = await port.submit(requestsOf('a'), surroundings);
    await port.check(id, surroundings);
    expect(await port.check(id, surroundings)).toMatchObject({
      done: true,
      status: 'failed',
      error: { code: 'token_limit_exceeded', message: 'Enqueued token limit reached.' },
    });
  });
});

describe('failures', () => {
  test('each request has its own, classified as in a normal call', async () => {
    const requests = requestsOf('late', 'bad', 'limited', 'broken');
    openai.answerWith(({ custom_id: id }) => {
      if (id === 'late')
        return { code: 'batch_expired', message: 'This request could not be executed before the completion window expired.' };
      if (id === 'bad') return { status_code: 400, body: { error: { message: 'bad schema', type: 'invalid_request_error', code: null } } };
      if (id === 'limited')
        return { status_code: 429, body: { error: { message: 'slow down', type: 'requests', code: 'rate_limit_exceeded' } } };
      return { code: 'server_error', message: 'The server had an error.' };
    });
    const results = await port.results(await finish(requests), requests, surroundings);
    expect(results).toMatchObject([
      { customId: 'late', error: { status: 'DEADLINE_EXCEEDED', details: { class: 'timeout' } } },
      { customId: 'bad', error: { status: 'INVALID_ARGUMENT', details: { class: 'invalid_request', vendorMessage: 'bad schema' } } },
      { customId: 'limited', error: { status: 'RESOURCE_EXHAUSTED', details: { class: 'rate_limit' } } },
      { customId: 'broken', error: { status: 'UNAVAILABLE', details: { class: 'overloaded' } } },
    ]);
    expect(inspect(results, { depth: 10 })).not.toContain(KEY);
  });

  test.each([
    ['no request', []],
    ['one id twice', requestsOf('a', 'a')],
    ['an id that Anthropic would refuse', requestsOf('a b')],
    ['two models', [...requestsOf('a'), { customId: 'b', modelId: 'gpt-5', request: ask('x') }]],
    ['a request that the model cannot say', [{ customId: 'a', modelId: 'gpt-5', request: { ...ask('x'), config: { apiKey: 'k' } } }]],
  ])('%s is refused before anything is sent', async (_, requests) => {
    await expect(port.submit(requests, surroundings)).rejects.toMatchObject({ status: 'INVALID_ARGUMENT' });
    expect(server.requests.length).toBe(0);
  });

  test('a batch that is not known, and a vendor that is down', async () => {
    await expect(port.check('batch_none', surroundings)).rejects.toMatchObject({
      status: 'NOT_FOUND',
      details: { class: 'invalid_request' },
    });
    server.behave((response) => void response.writeHead(503, { 'retry-after': '5' }).end(`no ${KEY}`));
    const error = await port.check('batch_1', surroundings).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ status: 'UNAVAILABLE', details: { class: 'overloaded', retryAfterMs: 5000 } });
    expect(inspect(error, { depth: 10 })).not.toContain(KEY);
  });
});
