import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { anthropic as sandboxFace } from '../../../../anthropic.workflow.ts';
import defaultExport, { anthropic } from '../../../../anthropic.ts';
import { createRegistry } from '../../../../engine/registry.ts';
import type { AnthropicOptions } from '../../../../providers/models/anthropic/anthropic-options.ts';
import type { GenerateRequest } from '../../../../schemas/generate-request.ts';
import type { MessageData } from '../../../../schemas/message.ts';
import { ask, callModel, resolveModel } from '../call-model.ts';
import { answerInPieces, answerJson } from '../vendor-server/behaviours.ts';
import { startVendorServer, type VendorServer } from '../vendor-server/vendor-server.ts';
import { toClaudeStream } from './claude-answer.ts';
import { asJson, type Json } from './claude-json.ts';

function answer(...content: readonly Json[]): Json {
  return {
    type: 'message',
    id: 'msg_1',
    model: 'claude-sonnet-4-5-20250929',
    role: 'assistant',
    content,
    stop_reason: 'end_turn',
    stop_sequence: null,
    usage: { input_tokens: 3, output_tokens: 5, cache_creation_input_tokens: 7 },
  };
}

let server: VendorServer;
const environment = { ...process.env };

beforeEach(async () => {
  delete process.env['ANTHROPIC_BASE_URL'];
  server = await startVendorServer(answerJson(answer({ type: 'text', text: 'hello' })));
});

afterEach(async () => {
  process.env = { ...environment };
  await server[Symbol.asyncDispose]();
});

async function send(request: GenerateRequest, modelId = 'claude-sonnet-4-5', options: AnthropicOptions = {}): Promise<Json> {
  const plugin = anthropic({ baseURL: server.url, apiKey: 'key-of-a-test', ...options });
  await callModel(await resolveModel(plugin, modelId), request);
  return asJson(JSON.parse(server.requests.at(-1)?.body ?? 'null'));
}

describe('names', () => {
  test.each([
    ['on Node', anthropic],
    ['in the sandbox', sandboxFace],
  ])('references need no call of the plugin, %s', (_, create) => {
    expect(create().name).toBe('anthropic');
    expect(create.model('claude-sonnet-4-5')).toEqual({ name: 'anthropic/claude-sonnet-4-5' });
    expect(create.model('anthropic/claude-sonnet-4-5', { max_tokens: 9 })).toEqual({
      name: 'anthropic/claude-sonnet-4-5',
      config: { max_tokens: 9 },
    });
    expect(defaultExport).toBe(anthropic);
  });

  test.each([
    ['claude-next-9', 'all'],
    ['claude-opus-4-1', 'all'],
    ['claude-sonnet-4-5-20250929', 'all'],
    ['claude-opus-4-0', 'none'],
    ['claude-sonnet-4-20250514', 'none'],
    ['claude-3-5-haiku-latest', 'none'],
  ])('%s resolves; a schema is held: %s', async (modelId, constrained) => {
    const action = await createRegistry([anthropic()]).resolve(`/model/anthropic/${modelId}`);
    const supports = { multiturn: true, tools: true, media: true, systemRole: true, constrained };
    expect(action).toMatchObject({ key: `/model/anthropic/${modelId}`, metadata: { model: { supports } } });
  });

  test('nothing else resolves, and what is listed does', async () => {
    const plugin = anthropic();
    expect(await plugin.resolve?.('model', 'anthropic/gpt-5')).toBeUndefined();
    expect(await plugin.resolve?.('model', 'other/claude-sonnet-4-5')).toBeUndefined();
    expect(await plugin.resolve?.('embedder', 'anthropic/claude-sonnet-4-5')).toBeUndefined();
    for (const { type, name, key } of (await plugin.init?.()) ?? []) expect(await plugin.resolve?.(type, name)).toMatchObject({ key });
  });
});

describe('keys and addresses', () => {
  test('the variable is read for each call, and named where it is missing', async () => {
    delete process.env['ANTHROPIC_API_KEY'];
    const model = await resolveModel(anthropic({ baseURL: server.url }), 'claude-sonnet-4-5');
    await expect(callModel(model, ask('hi'))).rejects.toMatchObject({
      status: 'FAILED_PRECONDITION',
      message: expect.stringContaining('ANTHROPIC_API_KEY'),
    });
    process.env['ANTHROPIC_API_KEY'] = 'key-of-the-variable';
    await callModel(model, ask('hi'));
    expect(server.requests.map(({ headers }) => headers['x-api-key'])).toEqual(['key-of-the-variable']);
  });

  test('with apiKey: false each call brings its own, and none is taken from the environment', async () => {
    process.env['ANTHROPIC_API_KEY'] = 'not-this-one';
    const model = await resolveModel(anthropic({ baseURL: server.url, apiKey: false }), 'claude-sonnet-4-5');
    await callModel(model, ask('hi'), { context: { secrets: { apiKey: 'key-of-the-call' } } });
    expect(server.requests[0]?.headers['x-api-key']).toBe('key-of-the-call');
    await expect(callModel(model, ask('hi'))).rejects.toThrow('context.secrets.apiKey');
    expect(server.requests.length).toBe(1);
  });

  test('the address is had with and without the version, by both names and from the variable', async () => {
    await send(ask('hi'), 'claude-sonnet-4-5', { baseURL: `${server.url}/v1/` });
    const byOtherName = anthropic({ baseUrl: server.url, apiKey: 'key', headers: { 'x-title': 'test' } });
    await callModel(await resolveModel(byOtherName, 'claude-sonnet-4-5'), ask('hi'));
    process.env['ANTHROPIC_BASE_URL'] = server.url;
    await callModel(await resolveModel(anthropic({ apiKey: 'key' }), 'claude-sonnet-4-5'), ask('hi'));
    expect(server.requests.map(({ path }) => path)).toEqual(['/v1/messages', '/v1/messages', '/v1/messages']);
    expect(server.requests[1]?.headers).toMatchObject({ 'x-title': 'test' });
  });

  test('no key is in an action, a plugin, an error or a response', async () => {
    const plugin = anthropic({ baseURL: server.url, apiKey: 'key-4711-secret' });
    const model = await resolveModel(plugin, 'claude-sonnet-4-5');
    const response = await callModel(model, ask('hi'));
    const error = { type: 'authentication_error', message: 'invalid x-api-key key-4711-secret' };
    server.behave(answerJson({ type: 'error', error }, { status: 401 }));
    const thrown: unknown = await callModel(model, ask('hi')).catch((reason: unknown) => reason);
    expect(thrown).toMatchObject({ status: 'UNAUTHENTICATED', details: { vendorCode: 'authentication_error' } });
    expect(inspect([plugin, model, response, thrown], { depth: 20, showHidden: true })).not.toContain('key-4711');
  });
});

describe('bodies', () => {
  const tool = { name: 'now', description: 'The time.', inputSchema: { type: 'object', properties: {} } };

  test.each([
    [{}, { max_tokens: 4096 }],
    [{ maxOutputTokens: 7 }, { max_tokens: 7 }],
    [{ max_tokens: 8 }, { max_tokens: 8 }],
    [{ thinking: { enabled: true, budgetTokens: 2000 } }, { max_tokens: 6096, thinking: { type: 'enabled', budget_tokens: 2000 } }],
    [
      { maxOutputTokens: 3000, thinking: { type: 'enabled', budget_tokens: 2000 } },
      { max_tokens: 3000, thinking: { type: 'enabled', budget_tokens: 2000 } },
    ],
    [{ thinking: { enabled: false } }, { thinking: { type: 'disabled' } }],
    [
      { temperature: 0.5, topK: 3, stopSequences: ['.'] },
      { temperature: 0.5, top_k: 3, stop_sequences: ['.'] },
    ],
    [
      { metadata: { user_id: 'u1' }, service_tier: 'auto' },
      { metadata: { user_id: 'u1' }, service_tier: 'auto' },
    ],
    [{ tool_choice: { type: 'tool', name: 'now' } }, { tool_choice: { type: 'tool', name: 'now' } }],
    [{ output_config: { effort: 'low' } }, { output_config: { effort: 'low' } }],
    [
      { tools: [{ type: 'web_search_20250305', name: 'web_search' }] },
      { tools: [{ name: 'now' }, { type: 'web_search_20250305', name: 'web_search' }] },
    ],
  ])('the config %j becomes %j', async (config, expected) => {
    expect(await send({ ...ask('hi'), tools: [tool], config })).toMatchObject(expected);
  });

  test('what is not asked for is not sent', async () => {
    const body = await send({ ...ask('hi'), config: { apiVersion: 'beta' } });
    expect(body).toEqual({
      model: 'claude-sonnet-4-5',
      max_tokens: 4096,
      messages: [{ role: 'user', content: [{ type: 'text', text: 'hi' }] }],
    });
  });

  test('adaptive thinking is asked for where the model has it', async () => {
    const config = { thinking: { adaptive: true, display: 'summarized' } };
    expect(await send({ ...ask('hi'), config }, 'claude-opus-4-6')).toMatchObject({
      thinking: { type: 'adaptive', display: 'summarized' },
    });
  });

  test('servers of tools and betas are asked for in the header as well', async () => {
    const servers = [
      { type: 'url', name: 'wiki', url: 'https://mcp.test', authorization_token: 'token', tool_configuration: { enabled: true } },
    ];
    const body = await send({ ...ask('hi'), config: { mcp_servers: servers, betas: ['files-api-2025-04-14'] } });
    expect(body).toMatchObject({ mcp_servers: servers });
    expect(server.requests[0]?.headers['anthropic-beta']).toBe('mcp-client-2025-04-04,files-api-2025-04-14');
  });

  test('cache marks of parts, messages and tools are sent', async () => {
    const mark = { type: 'ephemeral', ttl: '1h' };
    const marked = { metadata: { cache_control: mark } };
    const body = await send({
      messages: [
        { role: 'system', content: [{ text: 'Be brief.' }, { text: 'Long book.', ...marked }] },
        { role: 'user', content: [{ text: 'a', ...marked }, { text: 'b' }] },
      ],
      tools: [{ ...tool, ...marked }],
    });
    expect(body).toMatchObject({
      system: [{ text: 'Be brief.' }, { text: 'Long book.', cache_control: mark }],
      messages: [{ content: [{ text: 'a', cache_control: mark }, { text: 'b' }] }],
      tools: [{ name: 'now', cache_control: mark }],
    });
    expect(JSON.stringify(body).match(/cache_control/g)?.length).toBe(3);
  });

  const schema = { type: 'object', properties: { a: { type: 'string' } }, required: ['a'], additionalProperties: false };

  test('a schema is held by the vendor', async () => {
    const request = { ...ask('hi'), output: { format: 'json', constrained: true, schema }, config: { output_config: { effort: 'low' } } };
    expect(await send(request)).toMatchObject({ output_config: { effort: 'low', format: { type: 'json_schema', schema } } });
    expect(await send({ ...ask('hi'), output: { format: 'json', constrained: false, schema } })).not.toHaveProperty('output_config');
  });
});

describe('answers', () => {
  const blocks = [
    { type: 'thinking', thinking: 'hm', signature: 'c2lnbmF0dXJl+/=1' },
    { type: 'redacted_thinking', data: 'cmVkYWN0ZWQ=' },
    { type: 'text', text: 'so' },
    { type: 'tool_use', id: 't1', name: 'now', input: { zone: 'utc' } },
  ];

  test.each([false, true])('thoughts are kept and go back as they came (as a stream: %s)', async (streaming) => {
    const body = JSON.stringify(answer(...blocks));
    const headers = { 'content-type': streaming ? 'text/event-stream' : 'application/json' };
    server.behave(answerInPieces({ headers, body: streaming ? toClaudeStream(body, 1) : body }, 1));
    const model = await resolveModel(anthropic({ baseURL: server.url, apiKey: 'key' }), 'claude-sonnet-4-5');
    const config = { thinking: { enabled: true, budgetTokens: 1024 } };
    const response = await callModel(model, { ...ask('hi'), config }, { streaming });
    expect(response).toMatchObject({
      finishReason: 'stop',
      usage: { inputTokens: 10, outputTokens: 5, totalTokens: 15, custom: { cacheWriteTokens: 7 } },
      custom: { id: 'msg_1', finishReason: 'end_turn' },
    });
    server.behave(answerJson(answer({ type: 'text', text: 'done' })));
    const stored = JSON.parse(JSON.stringify(response.message)) as MessageData;
    const result: MessageData = { role: 'tool', content: [{ toolResponse: { name: 'now', ref: 't1', output: '12:00' } }] };
    await callModel(model, { messages: [...ask('hi').messages, stored, result], config });
    expect(JSON.parse(server.requests.at(-1)?.body ?? '')).toMatchObject({
      messages: [
        { role: 'user' },
        { role: 'assistant', content: blocks },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: 't1', content: '12:00' }] },
      ],
    });
  });

  const noHeaders: Record<string, string> = {};

  test.each([
    { status: 400, type: 'invalid_request_error', headers: noHeaders, expected: 'INVALID_ARGUMENT', wait: {} },
    { status: 403, type: 'permission_error', headers: noHeaders, expected: 'PERMISSION_DENIED', wait: {} },
    { status: 404, type: 'not_found_error', headers: noHeaders, expected: 'NOT_FOUND', wait: {} },
    {
      status: 429,
      type: 'rate_limit_error',
      headers: { 'retry-after': '12' },
      expected: 'RESOURCE_EXHAUSTED',
      wait: { retryAfterMs: 12_000 },
    },
    { status: 500, type: 'api_error', headers: noHeaders, expected: 'UNAVAILABLE', wait: {} },
    { status: 529, type: 'overloaded_error', headers: noHeaders, expected: 'UNAVAILABLE', wait: {} },
  ])('HTTP $status ($type) becomes $expected', async ({ status, type, headers, expected, wait }) => {
    server.behave(
      answerJson({ type: 'error', error: { type, message: 'no' } }, { status, headers: { 'request-id': 'req_1', ...headers } }),
    );
    const details = { httpStatus: status, vendorCode: type, vendorMessage: 'no', requestId: 'req_1', ...wait };
    await expect(send(ask('hi'))).rejects.toMatchObject({ status: expected, details });
    expect(server.requests.length).toBe(1);
  });

  test('an error within a stream fails the call', async () => {
    const whole = toClaudeStream(JSON.stringify(answer({ type: 'text', text: 'hello' })), 1);
    const error = { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } };
    const body = `${whole.slice(0, whole.indexOf('event: message_delta'))}event: error\ndata: ${JSON.stringify(error)}\n\n`;
    server.behave(answerInPieces({ headers: { 'content-type': 'text/event-stream' }, body }, 1));
    const model = await resolveModel(anthropic({ baseURL: server.url, apiKey: 'key' }), 'claude-sonnet-4-5');
    await expect(callModel(model, ask('hi'), { streaming: true })).rejects.toMatchObject({ status: 'UNAVAILABLE' });
  });
});
