import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { googleAI as sandboxFace, gemini15Flash as sandboxLegacy } from '../../../../google-genai.workflow.ts';
import defaultExport, { gemini, gemini15Flash, googleAI, textEmbedding004 } from '../../../../google-genai.ts';
import { createRegistry } from '../../../../engine/registry.ts';
import type { GoogleAIOptions } from '../../../../providers/models/google-genai/google-ai-options.ts';
import type { GenerateRequest } from '../../../../schemas/generate-request.ts';
import { ask, callModel, resolveModel } from '../call-model.ts';
import { answerJson } from '../vendor-server/behaviours.ts';
import { startVendorServer, type VendorServer } from '../vendor-server/vendor-server.ts';
import { toCompletion } from './gemini-completion.ts';
import { asJson, type Json } from './gemini-json.ts';
import { createGeminiValidator } from './validate-gemini-body.ts';

let server: VendorServer;
const environment = { ...process.env };

beforeEach(async () => {
  server = await startVendorServer(answerJson(toCompletion({ text: 'hello' })));
});

afterEach(async () => {
  process.env = { ...environment };
  await server[Symbol.asyncDispose]();
});

async function send(request: GenerateRequest, modelId = 'gemini-2.5-flash', options: GoogleAIOptions = {}): Promise<Json> {
  const plugin = googleAI({ baseUrl: server.url, apiKey: 'key-of-a-test', ...options });
  await callModel(await resolveModel(plugin, modelId), request);
  return asJson(JSON.parse(server.requests.at(-1)?.body ?? 'null'));
}

describe('names', () => {
  test.each([
    ['on Node', googleAI],
    ['in the sandbox', sandboxFace],
  ])('references need no call of the plugin, %s', (_, create) => {
    expect(create().name).toBe('googleai');
    expect(create.model('gemini-2.5-flash')).toEqual({ name: 'googleai/gemini-2.5-flash' });
    expect(create.model('googleai/gemini-2.5-flash', { temperature: 0 })).toEqual({
      name: 'googleai/gemini-2.5-flash',
      config: { temperature: 0 },
    });
    expect(create.model('models/gemma-3-27b-it')).toEqual({ name: 'googleai/gemma-3-27b-it' });
    expect(create.embedder('gemini-embedding-001', { outputDimensionality: 768 })).toEqual({
      name: 'googleai/gemini-embedding-001',
      config: { outputDimensionality: 768 },
    });
  });

  test('the older names are there', () => {
    expect(defaultExport).toBe(googleAI);
    expect(gemini('gemini-2.5-pro')).toEqual({ name: 'googleai/gemini-2.5-pro' });
    expect([gemini15Flash, sandboxLegacy]).toEqual([{ name: 'googleai/gemini-1.5-flash' }, { name: 'googleai/gemini-1.5-flash' }]);
    expect(textEmbedding004.name).toBe('googleai/text-embedding-004');
  });

  test.each([
    ['gemini-99-next', { tools: true, media: true, constrained: 'all', output: ['text', 'json'] }],
    ['gemini-2.5-flash', { tools: true, media: true, constrained: 'no-tools', output: ['text', 'json'] }],
    ['gemma-4-31b-it', { tools: true, systemRole: true }],
    ['gemini-2.5-flash-image', { tools: true, output: ['text', 'media'] }],
    ['gemini-2.5-flash-preview-tts', { tools: false, multiturn: false, media: false, output: ['media'] }],
  ])('%s resolves with what it can do', async (modelId, supports) => {
    const action = await createRegistry([googleAI()]).resolve(`/model/googleai/${modelId}`);
    expect(action).toMatchObject({ key: `/model/googleai/${modelId}`, metadata: { model: { supports } } });
  });

  test.each([
    ['model', 'googleai/imagen-4.0-generate-001'],
    ['model', 'googleai/gemini-embedding-001'],
    ['model', 'other/gemini-2.5-flash'],
    ['embedder', 'googleai/gemini-2.5-flash'],
    ['retriever', 'googleai/gemini-2.5-flash'],
  ] as const)('no %s is made of %s', async (type, name) => {
    expect(await googleAI().resolve?.(type, name)).toBeUndefined();
  });

  test('what is listed can be resolved', async () => {
    const plugin = googleAI();
    const actions = (await plugin.init?.()) ?? [];
    expect(actions.length).toBeGreaterThan(10);
    for (const { type, name, key } of actions) expect(await plugin.resolve?.(type, name)).toMatchObject({ key });
  });
});

describe('keys and addresses', () => {
  test('the first variable that is set counts, and is read for each call', async () => {
    for (const name of ['GEMINI_API_KEY', 'GOOGLE_API_KEY', 'GOOGLE_GENAI_API_KEY']) delete process.env[name];
    const plugin = googleAI({ baseUrl: server.url });
    const model = await resolveModel(plugin, 'gemini-2.5-flash');
    await expect(callModel(model, ask('hi'))).rejects.toMatchObject({
      status: 'FAILED_PRECONDITION',
      message: expect.stringContaining('GEMINI_API_KEY or GOOGLE_API_KEY or GOOGLE_GENAI_API_KEY'),
    });
    for (const name of ['GOOGLE_GENAI_API_KEY', 'GOOGLE_API_KEY', 'GEMINI_API_KEY']) {
      process.env[name] = `value-of-${name}`;
      await callModel(model, ask('hi'));
    }
    expect(server.requests.map(({ headers }) => headers['x-goog-api-key'])).toEqual([
      'value-of-GOOGLE_GENAI_API_KEY',
      'value-of-GOOGLE_API_KEY',
      'value-of-GEMINI_API_KEY',
    ]);
  });

  test('with apiKey: false each call brings its own, and none is taken from the environment', async () => {
    process.env['GEMINI_API_KEY'] = 'not-this-one';
    const model = await resolveModel(googleAI({ baseUrl: server.url, apiKey: false }), 'gemini-2.5-flash');
    await callModel(model, ask('hi'), { context: { secrets: { apiKey: 'key-of-the-call' } } });
    expect(server.requests[0]?.headers['x-goog-api-key']).toBe('key-of-the-call');
    await expect(callModel(model, ask('hi'))).rejects.toThrow('context.secrets.apiKey');
    expect(server.requests.length).toBe(1);
  });

  test('version, address and headers are those of the options', async () => {
    await send(ask('hi'), 'gemini-2.5-flash', { baseUrl: `${server.url}/`, apiVersion: 'v1', customHeaders: { 'x-title': 'test' } });
    expect(server.requests[0]).toMatchObject({ path: '/v1/models/gemini-2.5-flash:generateContent', headers: { 'x-title': 'test' } });
    await send({ ...ask('hi'), config: { version: 'gemini-2.5-flash-001' } });
    expect(server.requests[1]?.path).toBe('/v1beta/models/gemini-2.5-flash-001:generateContent');
  });

  test('no key is in an action, a plugin, an error or a response', async () => {
    const plugin = googleAI({ baseUrl: server.url, apiKey: 'key-4711-secret' });
    const model = await resolveModel(plugin, 'gemini-2.5-flash');
    const response = await callModel(model, ask('hi'));
    server.behave(answerJson({ error: { code: 400, message: 'bad key key-4711-secret', status: 'INVALID_ARGUMENT' } }, { status: 400 }));
    const error: unknown = await callModel(model, ask('hi')).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ status: 'INVALID_ARGUMENT' });
    expect(inspect([plugin, model, response, error], { depth: 20, showHidden: true })).not.toContain('key-4711');
  });
});

describe('bodies', () => {
  const tool = { name: 'now', description: 'The time.', inputSchema: { type: 'object', properties: {} } };
  const functions = { functionDeclarations: [{ name: 'now', description: 'The time.', parametersJsonSchema: tool.inputSchema }] };

  test.each([
    [{ thinkingConfig: { thinkingBudget: 0, includeThoughts: false } }, { generationConfig: { thinkingConfig: { thinkingBudget: 0 } } }],
    [{ thinkingConfig: { thinkingLevel: 'HIGH' } }, { generationConfig: { thinkingConfig: { thinkingLevel: 'HIGH' } } }],
    [{ temperature: 0.5, topK: 3, candidateCount: 1 }, { generationConfig: { temperature: 0.5, topK: 3, candidateCount: 1 } }],
    [
      { responseModalities: ['TEXT', 'IMAGE'], imageConfig: { aspectRatio: '1:1' } },
      { generationConfig: { imageConfig: { aspectRatio: '1:1' } } },
    ],
    [
      { safetySettings: [{ category: 'HARM_CATEGORY_HATE_SPEECH', threshold: 'BLOCK_NONE' }] },
      { safetySettings: [{ category: 'HARM_CATEGORY_HATE_SPEECH', threshold: 'BLOCK_NONE' }] },
    ],
    [{ codeExecution: true }, { tools: [{ codeExecution: {} }] }],
    [{ googleSearchRetrieval: true, urlContext: {} }, { tools: [{ googleSearch: {} }, { urlContext: {} }] }],
    [{ googleSearch: false, tools: [{ googleMaps: {} }] }, { tools: [{ googleMaps: {} }] }],
    [
      { functionCallingConfig: { mode: 'ANY', allowedFunctionNames: ['now'] } },
      { toolConfig: { functionCallingConfig: { mode: 'ANY', allowedFunctionNames: ['now'] } } },
    ],
    [{ cachedContent: 'cachedContents/1' }, { cachedContent: 'cachedContents/1' }],
  ])('the config %j becomes %j, in a body that fits the description', async (config, expected) => {
    const body = await send({ ...ask('hi'), config });
    expect(body).toMatchObject(expected);
    expect(createGeminiValidator()(body)).toEqual([]);
  });

  test('the description is held against bodies', () => {
    const validate = createGeminiValidator();
    expect(validate({ generationConfig: { temperature: 'hot' } })).toEqual(['generationConfig.temperature: number expected']);
    expect(validate({ safetySettings: [{ category: 'NO_SUCH' }] })).toEqual(['safetySettings.category: enum value expected']);
    expect(validate({ generationConfig: { heat: 1 } })).toEqual(['heat is no field of GenerationConfig']);
  });

  test("the vendor's tools stand beside the app's: earlier models get both, later ones are asked for the calls as well", async () => {
    const request = { ...ask('hi'), tools: [tool], config: { googleSearch: true } };
    expect(await send(request)).toMatchObject({ tools: [functions, { googleSearch: {} }] });
    expect(await send(request)).not.toHaveProperty('toolConfig');
    expect(await send(request, 'gemini-3-flash-preview')).toMatchObject({
      tools: [functions, { googleSearch: {} }],
      toolConfig: { includeServerSideToolInvocations: true },
    });
  });

  test.each([
    ['required', 'ANY'],
    ['none', 'NONE'],
    ['auto', 'AUTO'],
  ] as const)('toolChoice %s is the mode %s', async (toolChoice, mode) => {
    expect(await send({ ...ask('hi'), tools: [tool], toolChoice })).toMatchObject({ toolConfig: { functionCallingConfig: { mode } } });
  });

  const json = { format: 'json', contentType: 'application/json' };
  const schema = { type: 'object', properties: { a: { type: 'string' } } };

  test.each([
    [
      'gemini-2.5-flash',
      { ...ask('hi'), output: { ...json, constrained: true, schema } },
      { responseMimeType: 'application/json', responseJsonSchema: schema },
    ],
    ['gemini-2.5-flash', { ...ask('hi'), output: json }, { responseMimeType: 'application/json' }],
    ['gemini-2.5-flash', { ...ask('hi'), output: json, tools: [tool] }, {}],
    ['gemini-2.5-flash', { ...ask('hi'), output: json, config: { codeExecution: true } }, {}],
    ['gemini-3-flash-preview', { ...ask('hi'), output: json, tools: [tool] }, { responseMimeType: 'application/json' }],
  ])('%s: JSON is asked for where it may be (%#)', async (modelId, request, expected) => {
    expect((await send(request, modelId))['generationConfig']).toEqual(expected);
  });

  test('a model that speaks is asked for sound', async () => {
    server.behave(answerJson(toCompletion({ inlineData: { mimeType: 'audio/L16;codec=pcm;rate=24000', data: 'AAAA' } })));
    const model = await resolveModel(googleAI({ baseUrl: server.url, apiKey: 'key' }), 'gemini-2.5-flash-preview-tts');
    const speechConfig = { voiceConfig: { prebuiltVoiceConfig: { voiceName: 'Kore' } } };
    const { message } = await callModel(model, { ...ask('hi'), config: { speechConfig } });
    expect(message?.content).toEqual([
      { media: { url: 'data:audio/L16;codec=pcm;rate=24000;base64,AAAA', contentType: 'audio/L16;codec=pcm;rate=24000' } },
    ]);
    expect(JSON.parse(server.requests[0]?.body ?? '')).toMatchObject({ generationConfig: { responseModalities: ['AUDIO'], speechConfig } });
  });
});
