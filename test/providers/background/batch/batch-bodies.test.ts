import { expect, test } from '@jest/globals';
import { anthropic } from '../../../../anthropic.ts';
import { googleAI } from '../../../../google-genai.ts';
import { openAI } from '../../../../openai.ts';
import { createAnthropicBatch } from '../../../../providers/models/anthropic/create-anthropic-batch.ts';
import { createGoogleBatch } from '../../../../providers/models/google-genai/create-google-batch.ts';
import { createOpenAIBatch } from '../../../../providers/models/openai/create-openai-batch.ts';
import type { GenerateRequest } from '../../../../schemas/generate-request.ts';
import { callModel, resolveModel } from '../../models/call-model.ts';
import { startVendorServer, type ReceivedRequest } from '../../models/vendor-server/vendor-server.ts';

const surroundings = { context: {}, abortSignal: new AbortController().signal, idempotencyKey: 'key' };
const schema = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'], additionalProperties: false };

/** Something of everything: what the packages say themselves, and what is put into their bodies afterwards. */
const request: GenerateRequest = {
  messages: [
    { role: 'system', content: [{ text: 'Be terse.' }] },
    {
      role: 'user',
      content: [{ text: 'What is this?' }, { media: { url: 'data:image/png;base64,iVBORw0KGgo=', contentType: 'image/png' } }],
    },
    { role: 'model', content: [{ toolRequest: { name: 'weather', ref: 'call_1', input: { city: 'Oslo' } } }] },
    { role: 'tool', content: [{ toolResponse: { name: 'weather', ref: 'call_1', output: { sky: 'grey' } } }] },
  ],
  tools: [{ name: 'weather', description: 'of a city', inputSchema: schema }],
  config: { temperature: 0.3, maxOutputTokens: 500, newerSetting: { on: true } },
};

const apiKey = 'key-of-a-test';

const vendors = [
  {
    modelId: 'gpt-4.1-mini',
    toPlugin: (url: string) => openAI({ baseURL: `${url}/v1`, apiKey }),
    toBatch: (url: string) => createOpenAIBatch({ baseURL: `${url}/v1`, apiKey }),
  },
  {
    modelId: 'claude-haiku-4-5',
    toPlugin: (url: string) => anthropic({ baseURL: url, apiKey }),
    toBatch: (url: string) => createAnthropicBatch({ baseURL: url, apiKey }),
  },
  {
    modelId: 'gemini-2.5-flash',
    toPlugin: (url: string) => googleAI({ baseUrl: url, apiKey }),
    toBatch: (url: string) => createGoogleBatch({ baseUrl: url, apiKey }),
  },
];

test.each(vendors)('the body of a request in a batch is that of a normal call: $modelId', async ({ modelId, toPlugin, toBatch }) => {
  await using server = await startVendorServer((response) => void response.writeHead(400).end());
  await callModel(await resolveModel(toPlugin(server.url), modelId), request).catch(() => undefined);
  const normal = server.requests.at(-1);
  await toBatch(server.url)
    .submit([{ customId: 'one', modelId, request }], surroundings)
    .catch(() => undefined);
  expect(server.requests.length).toBe(2);
  expect(bodyOf(server.requests.at(-1))).toEqual(JSON.parse(normal?.body ?? 'null'));
});

test('features that Anthropic wants named in a header are named for the whole batch', async () => {
  await using server = await startVendorServer((response) => void response.writeHead(400).end());
  const requests = ['a', 'b'].map((customId) => ({
    customId,
    modelId: 'claude-haiku-4-5',
    request: { ...request, config: { betas: [`beta-${customId}`, 'shared'] } },
  }));
  await createAnthropicBatch({ baseURL: server.url, apiKey })
    .submit(requests, surroundings)
    .catch(() => undefined);
  const named = String(server.requests[0]?.headers['anthropic-beta']).split(',');
  expect(named).toEqual(expect.arrayContaining(['beta-a', 'beta-b', 'shared']));
  expect(new Set(named).size).toBe(named.length);
});

function bodyOf(received: ReceivedRequest | undefined): unknown {
  const { body = '' } = received ?? {};
  if (!body.startsWith('{')) {
    const line = body.split(/\r?\n/).find((text) => text.startsWith('{')) ?? 'null';
    return (JSON.parse(line) as { body: unknown }).body;
  }
  const parsed = JSON.parse(body) as {
    requests?: { params: unknown }[];
    batch?: { inputConfig: { requests: { requests: { request: unknown }[] } } };
  };
  return parsed.requests?.[0]?.params ?? parsed.batch?.inputConfig.requests.requests[0]?.request;
}
