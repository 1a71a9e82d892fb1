import { inspect } from 'node:util';
import { afterEach, describe, expect, test } from '@jest/globals';
import { createRegistry } from '../../../../engine/registry.ts';
import { openAICompatible as sandboxFace } from '../../../../openai-compatible.workflow.ts';
import { openAICompatible } from '../../../../openai-compatible.ts';
import type { OpenAICompatibleOptions } from '../../../../providers/models/openai-compatible/openai-compatible-options.ts';
import { ask, callModel, resolveModel } from '../call-model.ts';
import { answerEvents, answerJson } from '../vendor-server/behaviours.ts';
import { startVendorServer, type VendorServer } from '../vendor-server/vendor-server.ts';

const completion = { id: '1', choices: [{ message: { role: 'assistant', content: 'hello' }, finish_reason: 'stop' }] };

async function call(
  server: VendorServer,
  options: Partial<OpenAICompatibleOptions> = {},
  streaming = false,
): Promise<Record<string, unknown>> {
  const plugin = openAICompatible({ baseURL: `${server.url}/v1`, ...options });
  await callModel(await resolveModel(plugin, 'small'), ask('hi'), { streaming });
  return JSON.parse(server.requests.at(-1)?.body ?? '{}') as Record<string, unknown>;
}

const environment = { ...process.env };
afterEach(() => {
  process.env = { ...environment };
});

describe('names', () => {
  test.each([
    ['on Node', openAICompatible],
    ['in the sandbox', sandboxFace],
  ])('a reference has the name of the plugin in front, %s', (_, create) => {
    const plugin = create({ name: 'openrouter', baseURL: 'https://openrouter.test/v1' });
    expect(plugin.name).toBe('openrouter');
    expect(plugin.model('openai/gpt-5-mini')).toEqual({ name: 'openrouter/openai/gpt-5-mini' });
    expect(plugin.model('openrouter/auto', { temperature: 0 })).toEqual({ name: 'openrouter/openrouter/auto', config: { temperature: 0 } });
    expect(create({ baseURL: 'https://x.test' }).name).toBe('openai-compatible');
  });

  test('any model resolves, through a registry as well, and other types do not', async () => {
    const plugin = openAICompatible({ name: 'local', baseURL: 'http://localhost:11434/v1' });
    const action = await createRegistry([plugin]).resolve('/model/local/qwen3:8b');
    expect(action).toMatchObject({
      key: '/model/local/qwen3:8b',
      type: 'model',
      metadata: { model: { supports: { tools: true, constrained: 'all' } } },
    });
    expect(await plugin.resolve?.('embedder', 'local/nomic')).toBeUndefined();
    expect(await plugin.resolve?.('model', 'other/model')).toBeUndefined();
  });

  test('models that are named are listed, with what they can do', async () => {
    const models = { small: { label: 'Small', supports: { tools: false } }, large: {} };
    const plugin = openAICompatible({ name: 'local', baseURL: 'http://localhost/v1', models, structuredOutputs: false });
    const actions = (await plugin.init?.()) ?? [];
    expect(actions.map(({ key }) => key)).toEqual(['/model/local/small', '/model/local/large']);
    expect(actions[0]?.metadata).toMatchObject({ model: { label: 'Small', supports: { tools: false, media: true, constrained: 'none' } } });
  });

  test.each([
    [{ name: 'a/b', baseURL: 'http://x.test' }, 'no slash'],
    [{ name: '', baseURL: 'http://x.test' }, 'no slash'],
    [{ baseURL: 'localhost:11434/v1' }, 'no http(s) URL'],
    [{ baseURL: 'nowhere' }, 'no http(s) URL'],
  ])('%j is refused', (options, message) => {
    expect(() => openAICompatible(options)).toThrow(message);
  });
});

describe('keys', () => {
  test('a key is sent as a bearer token, under headers and query of the options', async () => {
    await using server = await startVendorServer(answerJson(completion));
    await call(server, { apiKey: 'key-1', headers: { 'x-title': 'test' }, queryParams: { 'api-version': '2' } });
    expect(server.requests[0]?.headers).toMatchObject({ authorization: 'Bearer key-1', 'x-title': 'test' });
    expect(server.requests[0]?.path).toBe('/v1/chat/completions?api-version=2');
  });

  test('a function is asked for each call', async () => {
    await using server = await startVendorServer(answerJson(completion));
    let asked = 0;
    const apiKey = async (): Promise<string> => `key-${++asked}`;
    await call(server, { apiKey });
    await call(server, { apiKey });
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual(['Bearer key-1', 'Bearer key-2']);
  });

  test('a variable is read for each call, and none is sent where none is named', async () => {
    await using server = await startVendorServer(answerJson(completion));
    process.env['OPENAI_API_KEY'] = 'not-for-this-server';
    await call(server);
    process.env['LOCAL_KEY'] = 'one';
    await call(server, { apiKeyEnvironment: 'LOCAL_KEY' });
    process.env['LOCAL_KEY'] = 'two';
    await call(server, { apiKeyEnvironment: 'LOCAL_KEY' });
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual([undefined, 'Bearer one', 'Bearer two']);
  });

  test('a variable that is missing fails before anything is sent, and is named', async () => {
    await using server = await startVendorServer(answerJson(completion));
    delete process.env['LOCAL_KEY'];
    await expect(call(server, { apiKeyEnvironment: 'LOCAL_KEY' })).rejects.toMatchObject({
      status: 'FAILED_PRECONDITION',
      message: expect.stringContaining('LOCAL_KEY'),
    });
    expect(server.requests.length).toBe(0);
  });

  test('no key is in an action or in the plugin', async () => {
    const plugin = openAICompatible({ baseURL: 'http://x.test/v1', apiKey: 'key-4711', models: { small: {} } });
    const actions = [await resolveModel(plugin, 'any'), ...((await plugin.init?.()) ?? [])];
    expect(inspect([plugin, actions], { depth: 20, showHidden: true })).not.toContain('key-4711');
  });
});

describe('bodies', () => {
  test('token counts are asked for in streams, unless that is not wanted', async () => {
    await using server = await startVendorServer(
      answerEvents([{ id: '1', choices: [{ delta: { content: 'hi' }, finish_reason: 'stop' }] }]),
    );
    expect(await call(server, {}, true)).toMatchObject({ stream: true, stream_options: { include_usage: true } });
    expect(await call(server, { includeUsage: false }, true)).not.toHaveProperty('stream_options');
  });

  test('counts that the server did not give stay missing', async () => {
    await using server = await startVendorServer(answerJson({ ...completion, usage: { prompt_tokens: 3 } }));
    const model = await resolveModel(openAICompatible({ baseURL: server.url }), 'small');
    expect((await callModel(model, ask('hi'))).usage).toEqual({ inputTokens: 3 });
  });

  const withSchema = { ...ask('hi'), output: { format: 'json', constrained: true, schema: { type: 'object' } } };

  test.each([
    [{}, undefined, { type: 'json_schema', json_schema: { name: 'response', schema: { type: 'object' }, strict: false } }],
    [{}, { strictJsonSchema: true }, { type: 'json_schema', json_schema: { name: 'response', schema: { type: 'object' }, strict: true } }],
    [{ structuredOutputs: false }, undefined, { type: 'json_object' }],
  ])('with the options %j and the config %j, a schema is sent as %j', async (options, config, expected) => {
    await using server = await startVendorServer(answerJson(completion));
    const model = await resolveModel(openAICompatible({ baseURL: server.url, ...options }), 'small');
    await callModel(model, config === undefined ? withSchema : { ...withSchema, config });
    expect(JSON.parse(server.requests[0]?.body ?? '')).toMatchObject({ response_format: expected });
  });

  const thinking = { messages: [{ role: 'model' as const, content: [{ reasoning: 'hm' }, { text: 'so' }] }] };

  test.each([
    [undefined, { role: 'assistant', content: 'so', reasoning_content: 'hm' }],
    ['reasoning', { role: 'assistant', content: 'so', reasoning: 'hm' }],
    [false, { role: 'assistant', content: 'so' }],
  ] as const)('with the field %s, earlier reasoning is sent as %j', async (reasoningField, expected) => {
    await using server = await startVendorServer(answerJson(completion));
    const options = { baseURL: server.url, ...(reasoningField !== undefined && { reasoningField }) };
    await callModel(await resolveModel(openAICompatible(options), 'small'), thinking);
    expect((JSON.parse(server.requests[0]?.body ?? '') as { messages: unknown[] }).messages[0]).toEqual(expected);
  });

  test('a signature of a thought goes back to the server as it came', async () => {
    const called = { id: 'c1', type: 'function', function: { name: 'now', arguments: '{}' } };
    const signed = { ...called, extra_content: { google: { thought_signature: 'c2lnbmF0dXJl+/=' } } };
    await using server = await startVendorServer(
      answerJson({
        id: '1',
        choices: [{ message: { role: 'assistant', content: null, tool_calls: [signed] }, finish_reason: 'tool_calls' }],
      }),
    );
    const model = await resolveModel(openAICompatible({ name: 'my-gemini', baseURL: server.url }), 'small');
    const { message } = await callModel(model, ask('what time is it?'));
    const stored = JSON.parse(JSON.stringify(message)) as NonNullable<typeof message>;
    await callModel(model, {
      messages: [stored, { role: 'tool', content: [{ toolResponse: { name: 'now', ref: 'c1', output: '12:00' } }] }],
    });
    const sent = JSON.parse(server.requests[1]?.body ?? '') as { messages: { tool_calls?: unknown[] }[] };
    expect(sent.messages[0]?.tool_calls?.[0]).toEqual(signed);
  });

  test("OpenAI's own API gets its own names, its key from its variable, and no fields that it refuses", async () => {
    process.env['OPENAI_API_KEY'] = 'key-of-openai';
    const sent: Request[] = [];
    const fetch: typeof globalThis.fetch = async (input, init) => {
      sent.push(new Request(input, init));
      return Response.json(completion);
    };
    const model = await resolveModel(openAICompatible({ name: 'openai', baseURL: 'https://api.openai.com/v1', fetch }), 'gpt-5-mini');
    await callModel(model, { ...thinking, config: { maxOutputTokens: 7 } });
    expect(sent[0]?.headers.get('authorization')).toBe('Bearer key-of-openai');
    expect(await sent[0]?.json()).toEqual({
      model: 'gpt-5-mini',
      max_completion_tokens: 7,
      messages: [{ role: 'assistant', content: 'so' }],
    });
    delete process.env['OPENAI_API_KEY'];
    await expect(callModel(model, ask('hi'))).rejects.toThrow('Set the environment variable OPENAI_API_KEY');
  });
});
