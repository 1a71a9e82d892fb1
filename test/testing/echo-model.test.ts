import { describe, expect, test } from '@jest/globals';
import { durakit } from '../../index.ts';
import { createEchoModelAction, echoModel } from '../../testing/echo-model.ts';
import { ask, callModel } from '../providers/models/call-model.ts';

describe('echoModel', () => {
  test("answers as Genkit's does: the conversation and the config", async () => {
    const ai = durakit({ mode: 'inline', model: 'echoModel' });
    const model = echoModel(ai);
    const response = await ai.generate('hi');
    expect(response.text).toBe('Echo: hi; config: {}');
    expect(response.message?.content).toEqual([{ text: 'Echo: hi' }, { text: '; config: {}' }]);
    const second = await ai.generate({ system: 'talk like a pirate', prompt: 'bye', config: { temperature: 1 } });
    expect(second.text).toBe('Echo: system: talk like a pirate\nbye; config: {"temperature":1}');
    expect(model.requestCount).toBe(2);
  });

  test("takes a name, Genkit's options, and a registry", async () => {
    const ai = durakit({ mode: 'inline' });
    const models = [echoModel(ai, 'one'), echoModel(ai.registry, { name: 'two', info: { versions: ['v1'] } })];
    for (const model of models) expect((await ai.generate({ model, prompt: 'hi' })).text).toBe('Echo: hi; config: {}');
    expect(models.map(({ modelName }) => modelName)).toEqual(['one', 'two']);
    expect(ai.registry.lookup('/model/two')?.metadata).toMatchObject({ model: { label: 'Echo', versions: ['v1'] } });
  });

  test('names what is no text', async () => {
    const { action } = createEchoModelAction('echo');
    const response = await callModel(action, {
      messages: [
        {
          role: 'user',
          content: [{ text: 'see ' }, { media: { url: 'https://x.test/a.png', contentType: 'image/png' } }, { data: { a: 1 } }],
        },
        { role: 'model', content: [{ reasoning: 'hm' }, { toolRequest: { name: 'pay', input: { n: 1 } } }] },
        { role: 'tool', content: [{ toolResponse: { name: 'pay', output: 'ok' } }] },
        { role: 'user', content: [{ custom: { x: 1 } }, { resource: { uri: 'file://y' } }, { media: { url: 'data:,z' } }] },
      ],
    });
    expect(response.message?.content[0]).toEqual({
      text: [
        'Echo: see [media image/png: https://x.test/a.png][data: {"a":1}]',
        '[reasoning: hm][toolRequest pay({"n":1})]',
        'tool: [toolResponse pay: "ok"]',
        '[custom: {"x":1}][resource: file://y][media: data:,z]',
      ].join('\n'),
    });
  });

  test('streams its two parts', async () => {
    const chunks: unknown[] = [];
    await callModel(createEchoModelAction().action, ask('hi'), { streaming: true, onChunk: ({ content }) => chunks.push(...content) });
    expect(chunks).toEqual([{ text: 'Echo: hi' }, { text: '; config: {}' }]);
  });

  test('refuses an output schema, which it could not fill', async () => {
    const request = { ...ask('hi'), output: { schema: { type: 'object' } } };
    await expect(callModel(createEchoModelAction().action, request)).rejects.toMatchObject({ status: 'INVALID_ARGUMENT' });
  });
});
