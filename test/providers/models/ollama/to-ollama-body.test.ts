import { describe, expect, test } from '@jest/globals';
import { ollama } from '../../../../providers/models/ollama/ollama.ts';
import type { GenerateRequest } from '../../../../schemas/generate-request.ts';
import { ask, callModel, resolveModel } from '../call-model.ts';
import { answerJson } from '../vendor-server/behaviours.ts';
import { startVendorServer, type VendorServer } from '../vendor-server/vendor-server.ts';
import { createOllamaValidator } from './validate-ollama-body.ts';

const answer = { model: 'gemma3', message: { role: 'assistant', content: 'hello' }, done: true, done_reason: 'stop' };
const weather = { name: 'weather', description: 'Gets it', inputSchema: { type: 'object', properties: { city: { type: 'string' } } } };
const IMAGE = 'iVBORw0KGgo=';

/** Sends a request to a chat model, and gives the body that arrived. */
async function send(server: VendorServer, request: GenerateRequest): Promise<Record<string, unknown>> {
  await callModel(await resolveModel(ollama({ serverAddress: server.url }), 'gemma3'), request);
  const sent = JSON.parse(server.requests.at(-1)?.body ?? '{}') as Record<string, unknown>;
  expect(createOllamaValidator('ChatRequest')(sent)).toEqual([]);
  return sent;
}

describe('a request', () => {
  test("has the settings under Ollama's names, stop sequences as a list", async () => {
    await using server = await startVendorServer(answerJson(answer));
    const config = {
      temperature: 0.5,
      topP: 0.9,
      topK: 3,
      maxOutputTokens: 7,
      stopSequences: ['a', 'b'],
      seed: 4,
      frequencyPenalty: 0.1,
      presencePenalty: 0.2,
      numCtx: 4096,
      min_p: 0.05,
      options: { mirostat: 1 },
      keepAlive: '5m',
      think: true,
      version: 'gemma3:27b',
    };
    expect(await send(server, { ...ask('hi'), config })).toEqual({
      model: 'gemma3:27b',
      messages: [{ role: 'user', content: 'hi' }],
      stream: false,
      think: true,
      keep_alive: '5m',
      options: {
        temperature: 0.5,
        top_p: 0.9,
        top_k: 3,
        num_predict: 7,
        stop: ['a', 'b'],
        seed: 4,
        frequency_penalty: 0.1,
        presence_penalty: 0.2,
        num_ctx: 4096,
        min_p: 0.05,
        mirostat: 1,
      },
    });
  });

  test.each([
    ['none', false],
    ['minimal', 'low'],
    ['high', 'high'],
    ['xhigh', 'max'],
  ])('reasoning %s is think %s', async (reasoning, think) => {
    await using server = await startVendorServer(answerJson(answer));
    expect(await send(server, { ...ask('hi'), config: { reasoning } })).toMatchObject({ think });
  });

  test.each([
    [{ format: 'json' }, 'json'],
    [{ format: 'json', schema: { type: 'object' } }, { type: 'object' }],
    [{ format: 'json', schema: { type: 'object' }, constrained: false }, 'json'],
    [{ format: 'text' }, undefined],
  ])('output %j is format %j', async (output, format) => {
    await using server = await startVendorServer(answerJson(answer));
    expect((await send(server, { ...ask('hi'), output }))['format']).toEqual(format);
  });

  test('has images as base64, text files as text, results of tools by name, earlier thinking and calls', async () => {
    await using server = await startVendorServer(answerJson(answer));
    const { messages } = await send(server, {
      messages: [
        { role: 'system', content: [{ text: 'Be brief.' }] },
        {
          role: 'user',
          content: [{ text: 'Look: ' }, { media: { url: `data:image/png;base64,${IMAGE}` } }, { media: { url: 'data:text/plain,notes' } }],
        },
        {
          role: 'model',
          content: [{ reasoning: 'Hm.' }, { text: 'Wait.' }, { toolRequest: { name: 'weather', ref: '1', input: { city: 'Rome' } } }],
        },
        { role: 'tool', content: [{ toolResponse: { name: 'weather', ref: '1', output: { degrees: 20 } } }] },
      ],
      tools: [weather],
    });
    expect(messages).toEqual([
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Look: notes', images: [IMAGE] },
      {
        role: 'assistant',
        content: 'Wait.',
        thinking: 'Hm.',
        tool_calls: [{ function: { name: 'weather', arguments: { city: 'Rome' } } }],
      },
      { role: 'tool', content: '{"degrees":20}', tool_name: 'weather' },
    ]);
  });

  test('media of a tool follow in a message of their own', async () => {
    await using server = await startVendorServer(answerJson(answer));
    const content = [{ media: { url: `data:image/png;base64,${IMAGE}` } }];
    const { messages } = await send(server, {
      messages: [{ role: 'tool', content: [{ toolResponse: { name: 'draw', ref: '1', output: 'done', content } }] }],
    });
    expect(messages).toEqual([
      { role: 'tool', content: 'done', tool_name: 'draw' },
      { role: 'user', content: 'Result of the tool draw:', images: [IMAGE] },
    ]);
  });

  test('has the tools, unless none may be called; a forced choice is a warning', async () => {
    await using server = await startVendorServer(answerJson(answer));
    const request = { ...ask('hi'), tools: [weather] };
    expect((await send(server, request))['tools']).toEqual([
      { type: 'function', function: { name: 'weather', description: 'Gets it', parameters: weather.inputSchema } },
    ]);
    expect(await send(server, { ...request, toolChoice: 'none' })).not.toHaveProperty('tools');
    const model = await resolveModel(ollama({ serverAddress: server.url }), 'gemma3');
    const response = await callModel(model, { ...request, toolChoice: 'required' });
    expect(response.custom).toMatchObject({ warnings: [{ type: 'unsupported', feature: 'toolChoice' }] });
  });

  test.each([
    ['an image by its URL', { url: 'https://x.test/a.png' }, 'downloadRequestMedia'],
    ['a sound', { url: 'data:audio/wav;base64,AAAA' }, 'audio/wav'],
  ])('with %s is refused before anything is sent', async (_, media, text) => {
    await using server = await startVendorServer(answerJson(answer));
    const failed = send(server, { messages: [{ role: 'user', content: [{ media }] }] });
    await expect(failed).rejects.toMatchObject({ status: 'UNIMPLEMENTED' });
    await expect(failed).rejects.toThrow(text);
    expect(server.requests.length).toBe(0);
  });

  test('of type generate has one prompt and a system text, and no tools', async () => {
    await using server = await startVendorServer(answerJson({ response: 'hello', done: true, done_reason: 'length' }));
    const model = await resolveModel(ollama({ serverAddress: server.url, models: [{ name: 'old', type: 'generate' }] }), 'old');
    const request: GenerateRequest = {
      messages: [
        { role: 'system', content: [{ text: 'Be brief.' }] },
        { role: 'user', content: [{ text: 'What is it?' }, { media: { url: `data:image/png;base64,${IMAGE}` } }] },
      ],
    };
    expect(await callModel(model, request)).toMatchObject({ message: { content: [{ text: 'hello' }] }, finishReason: 'length' });
    expect(JSON.parse(server.requests[0]?.body ?? '')).toEqual({
      model: 'old',
      prompt: 'What is it?',
      system: 'Be brief.',
      images: [IMAGE],
      stream: false,
    });
    await expect(callModel(model, { ...request, tools: [weather] })).rejects.toMatchObject({ status: 'UNIMPLEMENTED' });
  });
});
