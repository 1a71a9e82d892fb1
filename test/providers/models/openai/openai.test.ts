import { inspect } from 'node:util';
import { afterEach, describe, expect, test } from '@jest/globals';
import { createRegistry } from '../../../../engine/registry.ts';
import { openAI } from '../../../../openai.ts';
import { openAI as sandboxFace } from '../../../../openai.workflow.ts';
import type { OpenAIOptions } from '../../../../providers/models/openai/openai-options.ts';
import type { GenerateRequest } from '../../../../schemas/generate-request.ts';
import { callEmbedder, resolveEmbedder } from '../call-embedder.ts';
import { ask, callModel, resolveModel, type CallOptions } from '../call-model.ts';
import { answerJson, stayMute } from '../vendor-server/behaviours.ts';
import { startVendorServer, type VendorServer } from '../vendor-server/vendor-server.ts';

const completion = { id: '1', choices: [{ index: 0, message: { role: 'assistant', content: 'hello' }, finish_reason: 'stop' }] };
const KEY = 'key-4711-of-the-test';

/** Calls a model, and gives the body that arrived. */
async function send(
  server: VendorServer,
  request: GenerateRequest,
  { options = {}, ...call }: CallOptions & { readonly options?: OpenAIOptions } = {},
): Promise<Record<string, unknown>> {
  const plugin = openAI({ apiKey: KEY, baseURL: `${server.url}/v1`, ...options });
  await callModel(await resolveModel(plugin, 'gpt-4o'), request, call);
  return JSON.parse(server.requests.at(-1)?.body ?? '{}') as Record<string, unknown>;
}

const environment = { ...process.env };
afterEach(() => {
  process.env = { ...environment };
});

describe('names', () => {
  test.each([
    ['on Node', openAI],
    ['in the sandbox', sandboxFace],
  ])('the function makes references, %s', (_, face) => {
    expect(face().name).toBe('openai');
    expect(face.model('gpt-4o', { temperature: 0 })).toEqual({ name: 'openai/gpt-4o', config: { temperature: 0 } });
    expect(face.model('openai/o3')).toEqual({ name: 'openai/o3' });
    expect(face.embedder('text-embedding-3-small')).toEqual({ name: 'openai/text-embedding-3-small' });
  });

  test('any model and embedder resolve, through a registry as well', async () => {
    const registry = createRegistry([openAI()]);
    expect(await registry.resolve('/model/openai/gpt-9-turbo')).toMatchObject({
      key: '/model/openai/gpt-9-turbo',
      metadata: { model: { label: 'OpenAI - gpt-9-turbo', supports: { tools: true, media: true, constrained: 'all' } } },
    });
    expect(await registry.resolve('/embedder/openai/text-embedding-4')).toMatchObject({ key: '/embedder/openai/text-embedding-4' });
    expect(await openAI().resolve?.('model', 'other/gpt-4o')).toBeUndefined();
    expect(await openAI().resolve?.('retriever', 'openai/gpt-4o')).toBeUndefined();
  });

  test('known ones are listed, with what they can do', async () => {
    const actions = (await openAI().init?.()) ?? [];
    const keys = actions.map(({ key }) => key);
    expect(keys).toEqual(expect.arrayContaining(['/model/openai/gpt-4o', '/model/openai/o3', '/embedder/openai/text-embedding-3-large']));
    expect(actions.find(({ name }) => name === 'openai/gpt-3.5-turbo')?.metadata).toMatchObject({
      model: { supports: { media: false, constrained: 'none' } },
    });
  });

  test.each(['gpt-image-1', 'dall-e-3', 'tts-1', 'whisper-1', 'gpt-4o-transcribe'])(
    '%s says that it cannot be called yet',
    async (modelId) => {
      const failed = callModel(await resolveModel(openAI({ apiKey: KEY, baseURL: 'http://127.0.0.1:1' }), modelId), ask('hi'));
      await expect(failed).rejects.toMatchObject({ status: 'UNIMPLEMENTED', source: `openai/${modelId}` });
    },
  );
});

describe('config', () => {
  test("Genkit's names arrive under OpenAI's", async () => {
    await using server = await startVendorServer(answerJson(completion));
    const config = {
      temperature: 0.5,
      maxOutputTokens: 7,
      topP: 0.9,
      stopSequences: ['a', 'b'],
      frequencyPenalty: 0.1,
      presencePenalty: 0.2,
      logProbs: true,
      topLogProbs: 3,
      seed: 4,
      user: 'ann',
      version: 'gpt-4o-2024-05-13',
    };
    expect(await send(server, { ...ask('hi'), config })).toEqual({
      model: 'gpt-4o-2024-05-13',
      messages: [{ role: 'user', content: 'hi' }],
      temperature: 0.5,
      max_tokens: 7,
      top_p: 0.9,
      stop: ['a', 'b'],
      frequency_penalty: 0.1,
      presence_penalty: 0.2,
      logprobs: true,
      top_logprobs: 3,
      seed: 4,
      user: 'ann',
    });
  });

  test.each([
    [{ maxTokens: 5 }, { max_tokens: 5 }],
    [{ logProbs: true }, { logprobs: true, top_logprobs: 0 }],
    [{ logProbs: false, topLogProbs: 3 }, {}],
    [
      { reasoning_effort: 'low', web_search_options: {} },
      { reasoning_effort: 'low', web_search_options: {} },
    ],
    [
      { serviceTier: 'default', parallelToolCalls: false },
      { service_tier: 'default', parallel_tool_calls: false },
    ],
    [{ brandNew: { level: 2 } }, { brandNew: { level: 2 } }],
  ])('%j is sent as %j', async (config, expected) => {
    await using server = await startVendorServer(answerJson(completion));
    const { model: _model, messages: _messages, ...rest } = await send(server, { ...ask('hi'), config });
    expect(rest).toEqual(expected);
  });

  test('visualDetailLevel is put on each image, unless the image has its own', async () => {
    await using server = await startVendorServer(answerJson(completion));
    const own = { providerOptions: { openai: { imageDetail: 'high' } } };
    const { messages } = await send(server, {
      messages: [
        {
          role: 'user',
          content: [{ media: { url: 'https://x.test/a.png' } }, { media: { url: 'https://x.test/b.png' }, metadata: own }],
        },
      ],
      config: { visualDetailLevel: 'low' },
    });
    expect(messages).toMatchObject([
      { content: [{ image_url: { url: 'https://x.test/a.png', detail: 'low' } }, { image_url: { detail: 'high' } }] },
    ]);
  });

  test('a key in the config is refused', async () => {
    await using server = await startVendorServer(answerJson(completion));
    await expect(send(server, { ...ask('hi'), config: { apiKey: KEY } })).rejects.toMatchObject({ status: 'INVALID_ARGUMENT' });
    expect(server.requests.length).toBe(0);
  });

  test('a schema is sent and not held strictly unless it is asked for', async () => {
    await using server = await startVendorServer(answerJson(completion));
    const output = { format: 'json', schema: { type: 'object', properties: { name: { type: 'string' } } } };
    const sent = await send(server, { ...ask('hi'), output });
    expect(sent['response_format']).toMatchObject({ type: 'json_schema', json_schema: { strict: false, schema: output.schema } });
    const strict = await send(server, { ...ask('hi'), output, config: { strictJsonSchema: true } });
    expect(strict['response_format']).toMatchObject({ json_schema: { strict: true } });
  });
});

describe('keys', () => {
  test('the key of the options, organization, project and headers are sent', async () => {
    await using server = await startVendorServer(answerJson(completion));
    await send(server, ask('hi'), { options: { organization: 'org-1', project: 'proj-1', defaultHeaders: { 'x-title': 'test' } } });
    expect(server.requests[0]?.headers).toMatchObject({
      authorization: `Bearer ${KEY}`,
      'openai-organization': 'org-1',
      'openai-project': 'proj-1',
      'x-title': 'test',
    });
  });

  test('without options the environment has them, the address as well', async () => {
    await using server = await startVendorServer(answerJson(completion));
    Object.assign(process.env, { OPENAI_API_KEY: 'key-of-env', OPENAI_BASE_URL: `${server.url}/v1`, OPENAI_ORG_ID: 'org-2' });
    await callModel(await resolveModel(openAI(), 'gpt-4o'), ask('hi'));
    expect(server.requests[0]?.headers).toMatchObject({ authorization: 'Bearer key-of-env', 'openai-organization': 'org-2' });
  });

  test('no key is an error that names the variable', async () => {
    delete process.env['OPENAI_API_KEY'];
    const failed = callModel(await resolveModel(openAI(), 'gpt-4o'), ask('hi'));
    await expect(failed).rejects.toMatchObject({ status: 'FAILED_PRECONDITION' });
    await expect(failed).rejects.toThrow('OPENAI_API_KEY');
  });

  test('apiKey: false takes the key of the call, and no other', async () => {
    await using server = await startVendorServer(answerJson(completion));
    process.env['OPENAI_API_KEY'] = 'key-of-env';
    const options: OpenAIOptions = { apiKey: false };
    await send(server, ask('hi'), { options, context: { secrets: { apiKey: 'key-of-the-call' } } });
    expect(server.requests[0]?.headers['authorization']).toBe('Bearer key-of-the-call');
    await expect(send(server, ask('hi'), { options })).rejects.toMatchObject({ status: 'UNAUTHENTICATED' });
    expect(server.requests.length).toBe(1);
  });

  test('a key is in no action, error or result', async () => {
    const echo = { error: { message: `Incorrect API key provided: ${KEY}`, code: 'invalid_api_key' } };
    await using server = await startVendorServer(answerJson(echo, { status: 401 }));
    const plugin = openAI({ apiKey: KEY, baseURL: `${server.url}/v1` });
    const model = await resolveModel(plugin, 'gpt-4o');
    const embedder = await resolveEmbedder(plugin, 'text-embedding-3-small');
    const errors = await Promise.all([
      callModel(model, ask('hi')).catch((error: unknown) => error),
      callEmbedder(embedder, ['hi']).catch((error: unknown) => error),
    ]);
    for (const error of errors) expect(error).toMatchObject({ status: 'UNAUTHENTICATED', details: { vendorCode: 'invalid_api_key' } });
    const said = inspect([errors, model, embedder, plugin], { depth: 20, showHidden: true }) + JSON.stringify(errors);
    expect(said).not.toContain(KEY);
  });
});

describe('an embedder', () => {
  test('sends dimensions and a whole list', async () => {
    const data = [{ embedding: [1, 2] }, { embedding: [3, 4] }];
    await using server = await startVendorServer(answerJson({ data }));
    const embedder = await resolveEmbedder(openAI({ apiKey: KEY, baseURL: `${server.url}/v1` }), 'text-embedding-3-large');
    expect(await callEmbedder(embedder, ['a', 'b'], { options: { dimensions: 2 } })).toEqual({ embeddings: data });
    expect(JSON.parse(server.requests[0]?.body ?? '')).toEqual({
      model: 'text-embedding-3-large',
      input: ['a', 'b'],
      dimensions: 2,
      encoding_format: 'float',
    });
  });

  test('is cancelled by an abort, which closes the socket', async () => {
    await using server = await startVendorServer(stayMute);
    const controller = new AbortController();
    const embedder = await resolveEmbedder(openAI({ apiKey: KEY, baseURL: `${server.url}/v1` }), 'text-embedding-3-small');
    const failed = callEmbedder(embedder, ['a'], { abortSignal: controller.signal }).catch((error: unknown) => error);
    const request = await server.nextRequest();
    controller.abort();
    expect(await failed).toMatchObject({ status: 'CANCELLED' });
    await request.closedEarly;
  });
});
