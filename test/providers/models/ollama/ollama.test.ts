import { describe, expect, test } from '@jest/globals';
import { createRegistry } from '../../../../engine/registry.ts';
import { ollama } from '../../../../ollama.ts';
import { ollama as sandboxFace } from '../../../../ollama.workflow.ts';
import type { OllamaHeaderParameters } from '../../../../providers/models/ollama/ollama-options.ts';
import type { GenerateResponseChunkData } from '../../../../schemas/generate-response.ts';
import { callEmbedder, resolveEmbedder } from '../call-embedder.ts';
import { ask, callModel, resolveModel } from '../call-model.ts';
import { answerInPieces, answerJson } from '../vendor-server/behaviours.ts';
import { startVendorServer } from '../vendor-server/vendor-server.ts';
import { createOllamaValidator } from './validate-ollama-body.ts';

const answer = { model: 'gemma3', message: { role: 'assistant', content: 'hello' }, done: true, done_reason: 'stop' };
const weather = { name: 'weather', description: 'Gets it', inputSchema: { type: 'object', properties: { city: { type: 'string' } } } };

function answerLines(events: readonly unknown[], seed: number): ReturnType<typeof answerInPieces> {
  return answerInPieces({ body: events.map((event) => `${JSON.stringify(event)}\n`).join('') }, seed);
}

describe('names', () => {
  test.each([
    ['on Node', ollama],
    ['in the sandbox', sandboxFace],
  ])('the function makes references, %s', (_, face) => {
    expect(face().name).toBe('ollama');
    expect(face({ serverAddress: 'http://gpu:11434' }).name).toBe('ollama');
    expect(face.model('gemma3', { temperature: 0 })).toEqual({ name: 'ollama/gemma3', config: { temperature: 0 } });
    expect(face.model('hf.co/bartowski/Llama-3.2-1B')).toEqual({ name: 'ollama/hf.co/bartowski/Llama-3.2-1B' });
    expect(face.embedder('ollama/nomic-embed-text')).toEqual({ name: 'ollama/nomic-embed-text' });
  });

  test('models and embedders that are named are listed, with what they can do', async () => {
    const plugin = ollama({
      models: [{ name: 'gemma3' }, { name: 'old', type: 'generate' }, { name: 'small', supports: { tools: false } }],
      embedders: [{ name: 'nomic-embed-text', dimensions: 768 }],
    });
    const actions = (await plugin.init?.()) ?? [];
    expect(actions.map(({ key }) => key)).toEqual([
      '/model/ollama/gemma3',
      '/model/ollama/old',
      '/model/ollama/small',
      '/embedder/ollama/nomic-embed-text',
    ]);
    expect(actions.map(({ metadata }) => metadata)).toMatchObject([
      { model: { label: 'Ollama - gemma3', supports: { multiturn: true, tools: true, media: true, constrained: 'all' } } },
      { model: { supports: { multiturn: false, tools: false } } },
      { model: { supports: { tools: false, media: true } } },
      { embedder: { dimensions: 768 } },
    ]);
  });

  test('any other model and embedder resolve, through a registry as well', async () => {
    const registry = createRegistry([ollama()]);
    expect(await registry.resolve('/model/ollama/qwen3:8b')).toMatchObject({ key: '/model/ollama/qwen3:8b' });
    expect(await registry.resolve('/embedder/ollama/all-minilm')).toMatchObject({ key: '/embedder/ollama/all-minilm' });
    expect(await ollama().resolve?.('model', 'other/gemma3')).toBeUndefined();
  });

  test('an address that is none is refused', () => {
    expect(() => ollama({ serverAddress: 'localhost:11434' })).toThrow('no http(s) URL');
  });
});

describe('an answer', () => {
  const call = (name: string, input: unknown): unknown => ({ function: { name, arguments: input } });
  const toLine = (message: Record<string, unknown>): unknown => ({
    model: 'm',
    message: { role: 'assistant', content: '', ...message },
    done: false,
  });

  test('as a stream keeps every tool call, in order, apart by their refs', async () => {
    const lines = [
      toLine({ thinking: 'I ' }),
      toLine({ thinking: 'see.' }),
      toLine({ content: 'Mo' }),
      toLine({ content: 'ment.' }),
      toLine({ tool_calls: [call('weather', { city: 'Rome' })] }),
      toLine({ tool_calls: [call('weather', { city: 'Bern' }), call('time', {})] }),
      { model: 'm', message: { role: 'assistant', content: '' }, done: true, done_reason: 'stop', prompt_eval_count: 3, eval_count: 4 },
    ];
    await using server = await startVendorServer(answerLines(lines, 3));
    const chunks: GenerateResponseChunkData[] = [];
    const model = await resolveModel(ollama({ serverAddress: server.url }), 'gemma3');
    const response = await callModel(
      model,
      { ...ask('hi'), tools: [weather] },
      { streaming: true, onChunk: (chunk) => chunks.push(chunk) },
    );
    const content = response.message?.content ?? [];
    expect(content).toEqual([
      { reasoning: 'I see.' },
      { text: 'Moment.' },
      { toolRequest: { name: 'weather', ref: expect.any(String), input: { city: 'Rome' } } },
      { toolRequest: { name: 'weather', ref: expect.any(String), input: { city: 'Bern' } } },
      { toolRequest: { name: 'time', ref: expect.any(String), input: {} } },
    ]);
    expect(new Set(content.flatMap((part) => ('toolRequest' in part ? [part.toolRequest.ref] : []))).size).toBe(3);
    expect(chunks.flatMap((chunk) => chunk.content).slice(-3)).toEqual(content.slice(-3));
    expect(response).toMatchObject({ finishReason: 'stop', usage: { inputTokens: 3, outputTokens: 4, totalTokens: 7 } });
    expect(JSON.parse(server.requests[0]?.body ?? '')).toMatchObject({ stream: true });
  });

  test('keeps the id that newer versions give a call', async () => {
    const message = { role: 'assistant', content: '', tool_calls: [{ id: 'call_7', function: { name: 'weather', arguments: null } }] };
    await using server = await startVendorServer(answerJson({ message, done: true }));
    const response = await callModel(await resolveModel(ollama({ serverAddress: server.url }), 'gemma3'), ask('hi'));
    expect(response.message?.content).toEqual([{ toolRequest: { name: 'weather', ref: 'call_7', input: {} } }]);
  });

  test('says which model and when, why it stopped, and counts nothing that was not counted', async () => {
    await using server = await startVendorServer(answerJson({ ...answer, created_at: '2026-01-02T03:04:05.678901Z', done_reason: 'load' }));
    const response = await callModel(await resolveModel(ollama({ serverAddress: server.url }), 'gemma3'), ask('hi'));
    expect(response).toMatchObject({ finishReason: 'other', finishMessage: 'load' });
    expect(response.custom).toMatchObject({ model: 'gemma3', timestamp: '2026-01-02T03:04:05.678Z' });
    expect(response.usage).toBeUndefined();
  });
});

describe('headers', () => {
  test('of the options are sent with models and embedders', async () => {
    await using server = await startVendorServer(answerJson({ ...answer, embeddings: [[1]] }));
    const plugin = ollama({ serverAddress: server.url, requestHeaders: { Authorization: 'Bearer abc-def-123' } });
    await callModel(await resolveModel(plugin, 'gemma3'), ask('hi'));
    await callEmbedder(await resolveEmbedder(plugin, 'all-minilm'), ['hi']);
    expect(server.requests.map(({ headers }) => headers['authorization'])).toEqual(['Bearer abc-def-123', 'Bearer abc-def-123']);
  });

  test('of a function are made for each request, which it gets', async () => {
    await using server = await startVendorServer(answerJson({ ...answer, embeddings: [[1]] }));
    const asked: (readonly [OllamaHeaderParameters, unknown])[] = [];
    const plugin = ollama({
      serverAddress: server.url,
      models: [{ name: 'gemma3', type: 'chat' }],
      requestHeaders: async (...given) => {
        asked.push([given[0], given[1]]);
        return asked.length === 1 ? { 'x-count': '1' } : undefined;
      },
    });
    await callModel(await resolveModel(plugin, 'gemma3'), ask('hi'));
    await callEmbedder(await resolveEmbedder(plugin, 'all-minilm'), ['text']);
    const modelRequest = ask('hi');
    expect(asked[0]).toEqual([{ serverAddress: server.url, model: { name: 'gemma3', type: 'chat' }, modelRequest }, modelRequest]);
    expect(asked[1]?.[0]).toMatchObject({ model: { name: 'all-minilm' }, embedRequest: { model: 'all-minilm' } });
    expect(server.requests.map(({ headers }) => headers['x-count'])).toEqual(['1', undefined]);
  });
});

describe('an embedder', () => {
  test("sends all texts at once, and options under Ollama's names", async () => {
    await using server = await startVendorServer(answerJson({ embeddings: [[1], [2]] }));
    const embedder = await resolveEmbedder(ollama({ serverAddress: server.url }), 'all-minilm');
    const options = { dimensions: 1, truncate: false, keepAlive: '1m', numCtx: 64 };
    expect(await callEmbedder(embedder, ['a', 'b'], { options })).toEqual({ embeddings: [{ embedding: [1] }, { embedding: [2] }] });
    const sent: unknown = JSON.parse(server.requests[0]?.body ?? '');
    expect(sent).toEqual({
      model: 'all-minilm',
      input: ['a', 'b'],
      dimensions: 1,
      truncate: false,
      keep_alive: '1m',
      options: { num_ctx: 64 },
    });
    expect(createOllamaValidator('EmbedRequest')(sent)).toEqual([]);
  });
});
