import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { toModelInputSchema } from '../../../engine/models/model-input-schema.ts';
import { durakit, z } from '../../../index.ts';
import { getBasicUsageStats, modelRef } from '../../../model.ts';
import type { GenerateRequest } from '../../../schemas/generate-request.ts';
import type { GenerateResponseData } from '../../../schemas/generate-response.ts';

const ai = durakit({ mode: 'inline', context: { app: 'test' } });
const answer = (text: string): GenerateResponseData => ({ message: { role: 'model', content: [{ text }] }, finishReason: 'stop' });
let count = 0;
const newName = (): string => `model${++count}`;

describe('runners', () => {
  const chunk = { content: [{ text: 'piece' }] };

  test.each([
    ['the first form', undefined, (_request: unknown, sendChunk: ((piece: typeof chunk) => void) | undefined) => sendChunk?.(chunk)],
    [
      'the second form without its number',
      undefined,
      (_request: unknown, { sendChunk }: { sendChunk: (piece: typeof chunk) => void }) => sendChunk(chunk),
    ],
    ['v1', 'v1', (_request: unknown, sendChunk: ((piece: typeof chunk) => void) | undefined) => sendChunk?.(chunk)],
    ['v2', 'v2', (_request: unknown, { sendChunk }: { sendChunk: (piece: typeof chunk) => void }) => sendChunk(chunk)],
  ] as const)('%s streams', async (_what, apiVersion, send) => {
    const model = ai.defineModel({ name: newName(), ...(apiVersion !== undefined && { apiVersion }) }, async (request, surroundings) => {
      send(request, surroundings);
      return answer('whole');
    });
    const chunks: string[] = [];
    const response = await ai.generate({ model, prompt: 'x', onChunk: ({ text }) => void chunks.push(text) });
    expect([response.text, chunks]).toEqual(['whole', ['piece']]);
    expect((await ai.generate({ model, prompt: 'x' })).text).toBe('whole');
  });

  test('get what surrounds them', async () => {
    const seen: unknown[] = [];
    const define = (apiVersion?: 'v1' | 'v2'): ReturnType<typeof ai.defineModel> =>
      ai.defineModel({ name: newName(), ...(apiVersion !== undefined && { apiVersion }) }, async (_request, surroundings) => {
        seen.push(surroundings);
        return answer('x');
      });
    for (const model of [define(), define('v1'), define('v2')]) await ai.generate({ model, prompt: 'x' });
    const fields = {
      context: { app: 'test' },
      streamingRequested: false,
      abortSignal: expect.any(AbortSignal),
      sendChunk: expect.any(Function),
    };
    expect(typeof seen[0]).toBe('function');
    expect({ ...(seen[0] as object) }).toEqual(fields);
    expect(seen[1]).toBeUndefined();
    expect(seen[2]).toEqual(fields);
  });

  test('are timed, unless they do it themselves', async () => {
    const silent = ai.defineModel({ name: newName() }, async () => answer('x'));
    expect((await silent({ messages: [] })).latencyMs).toEqual(expect.any(Number));
    const timed = ai.defineModel({ name: newName() }, async () => ({ ...answer('x'), latencyMs: 7 }));
    expect((await timed({ messages: [] })).latencyMs).toBe(7);
  });
});

describe('configuration', () => {
  test('is checked and listed', async () => {
    const configSchema = z.object({ temperature: z.number().max(1).optional() });
    const name = newName();
    const model = ai.defineModel({ name, configSchema, versions: ['one'], supports: { tools: true } }, async ({ config }) =>
      answer(JSON.stringify(config)),
    );
    await expect(ai.generate({ model, prompt: 'x', config: { temperature: 2 } })).rejects.toMatchObject({
      status: 'INVALID_ARGUMENT',
      message: expect.stringContaining('config.temperature: must be <= 1'),
    });
    expect((await ai.generate({ model, prompt: 'x', config: { temperature: 1, own: 2 } })).text).toBe('{"temperature":1,"own":2}');
    expect((await ai.generate({ model: modelRef({ name, version: 'one' }), prompt: 'x' })).text).toBe('{"version":"one"}');
    expect(ai.registry.lookup(`/model/${name}`)?.metadata).toEqual({
      model: {
        label: name,
        versions: ['one'],
        supports: { tools: true },
        customOptions: expect.objectContaining({ type: 'object', properties: { temperature: { type: 'number', maximum: 1 } } }),
      },
    });
  });

  test('references within the schema stay right', () => {
    const $defs = { node: { type: 'object', properties: { next: { $ref: '#/$defs/node' } } } };
    expect(toModelInputSchema({ $ref: '#/$defs/node', $defs })).toEqual({
      type: 'object',
      properties: { config: { $ref: '#/$defs/node' } },
      $defs,
    });
  });
});

describe('what a model cannot do', () => {
  const warn = jest.spyOn(console, 'warn');
  beforeEach(() => void warn.mockImplementation(() => undefined));
  afterEach(() => void warn.mockReset());

  /** What the runner of a model is asked. */
  async function asked(supports: object, options: object): Promise<GenerateRequest> {
    let seen: GenerateRequest | undefined;
    const model = ai.defineModel({ name: newName(), supports }, async (request) => {
      seen = request;
      return answer('{"a":1}');
    });
    await ai.generate({ model, prompt: 'x', ...options });
    return seen as GenerateRequest;
  }

  test('documents are put into words', async () => {
    const docs = [{ content: [{ text: 'one' }] }];
    expect((await asked({}, { docs })).messages[0]?.content[1]).toMatchObject({ text: expect.stringContaining('- [0]: one') });
    expect((await asked({ context: true }, { docs })).messages[0]?.content).toHaveLength(1);
  });

  test.each([
    [{}, false, true],
    [{ constrained: 'none' }, false, true],
    [{ constrained: 'no-tools' }, false, false],
    [{ constrained: 'no-tools' }, true, true],
    [{ constrained: 'all' }, true, false],
  ])('schemas with %j and tools: %s', async (supports, hasTools, isSimulated) => {
    const tool = ai.dynamicTool({ name: 'look', description: '' }, async () => 1);
    const output = { schema: z.object({ a: z.number() }) };
    const { messages, output: sent } = await asked({ ...supports, tools: true }, { output, ...(hasTools && { tools: [tool] }) });
    expect(JSON.stringify(messages).includes('conform')).toBe(isSimulated);
    expect(sent?.constrained).toBe(!isSimulated);
  });

  test('tools are warned of, once', async () => {
    const tool = ai.dynamicTool({ name: 'look', description: '' }, async () => 1);
    const name = newName();
    const model = ai.defineModel({ name }, async () => answer('x'));
    for (let call = 0; call < 2; call++) await ai.generate({ model, prompt: 'x', tools: [tool], toolChoice: 'auto' });
    expect(warn.mock.calls).toEqual([
      [`The model '${name}' does not support tools (you set: 1 tools). The model may not behave the way you expect.`],
      [`The model '${name}' does not support the 'toolChoice' option (you set: auto). The model may not behave the way you expect.`],
    ]);
  });
});

test('basic usage is counted', () => {
  const image = { media: { url: 'data:image/png;base64,AA' } };
  expect(getBasicUsageStats([{ role: 'user', content: [{ text: 'hello' }, image] }], { role: 'model', content: [{ text: 'hi' }] })).toEqual(
    {
      inputCharacters: 5,
      inputImages: 1,
      inputVideos: 0,
      inputAudioFiles: 0,
      outputCharacters: 2,
      outputImages: 0,
      outputVideos: 0,
      outputAudioFiles: 0,
    },
  );
});
