import { describe, expect, test } from '@jest/globals';
import { durakit } from '../../index.ts';
import type { GenerateResponseChunkData } from '../../schemas/generate-response.ts';
import { createScriptedModelAction, scriptedModel, type Script } from '../../testing/scripted-model.ts';
import { ask, callModel } from '../providers/models/call-model.ts';

/** Calls a scripted model with a listener. */
async function listen(script: Script): Promise<{ content: unknown; chunks: unknown[] }> {
  const chunks: GenerateResponseChunkData[] = [];
  const { action } = createScriptedModelAction(script);
  const response = await callModel(action, ask('hi'), { streaming: true, onChunk: (chunk) => chunks.push(chunk) });
  return { content: response.message?.content, chunks: chunks.map(({ content }) => content[0]) };
}

describe('scriptedModel', () => {
  test('answers from its script, one entry for each call, and records what it was asked', async () => {
    const ai = durakit({ mode: 'inline' });
    const model = scriptedModel(ai, ['one', { text: 'two', usage: { inputTokens: 2 } }, ({ messages }) => `three of ${messages.length}`]);
    expect((await ai.generate({ model, prompt: 'first' })).text).toBe('one');
    const second = await ai.generate({ model, system: 'be brief', prompt: 'second', config: { temperature: 0 } });
    expect(second.text).toBe('two');
    expect(second.usage).toEqual({ inputTokens: 2 });
    expect(model.lastRequest).toMatchObject({ config: { temperature: 0 } });
    expect(model.lastRequestText).toBe('system: be brief\nsecond');
    expect((await ai.generate({ model: 'scriptedModel', prompt: 'third' })).text).toBe('three of 1');
    expect(model.requestCount).toBe(3);
    expect(model.requests.map(({ messages }) => messages.at(-1)?.content)).toEqual([
      [{ text: 'first' }],
      [{ text: 'second' }],
      [{ text: 'third' }],
    ]);
    expect(model.answersLeft).toBe(0);
  });

  test('throws when its script has run dry: what it has, what it was asked, what to do', async () => {
    const ai = durakit({ mode: 'inline' });
    const model = scriptedModel(ai, ['one'], { name: 'dry' });
    await ai.generate({ model, prompt: 'first' });
    await expect(ai.generate({ model, prompt: 'and again' })).rejects.toMatchObject({
      status: 'FAILED_PRECONDITION',
      details: { model: 'dry', answers: 1, calls: 2 },
      originalMessage: expect.stringMatching(
        /^The script of the model 'dry' has run dry: it has 1 answer, and this is call 2\..* and again$/,
      ),
    });
    expect(model.requestCount).toBe(2);
  });

  test('throws the errors of its script', async () => {
    const ai = durakit({ mode: 'inline' });
    const broken = new Error('rate limited');
    const model = scriptedModel(ai, [broken, () => new Error('from a function'), 'fine']);
    await expect(ai.generate({ model, prompt: 'a' })).rejects.toThrow('rate limited');
    await expect(ai.generate({ model, prompt: 'b' })).rejects.toThrow('from a function');
    expect((await ai.generate({ model, prompt: 'c' })).text).toBe('fine');
  });

  test('takes whole responses and calls of tools', async () => {
    const { action, control } = createScriptedModelAction([
      { message: { role: 'model', content: [{ reasoning: 'hm' }] }, finishReason: 'length' },
      { content: [{ data: 1 }], text: 'so', toolRequests: [{ name: 'pay', ref: 'c1', input: { amount: 1 } }] },
    ]);
    expect(await callModel(action, ask('a'))).toMatchObject({
      message: { role: 'model', content: [{ reasoning: 'hm' }] },
      finishReason: 'length',
    });
    const result = { role: 'tool' as const, content: [{ toolResponse: { name: 'pay', ref: 'c1', output: 'paid' } }] };
    expect(await callModel(action, { messages: [result] })).toMatchObject({
      message: { role: 'model', content: [{ data: 1 }, { text: 'so' }, { toolRequest: { name: 'pay', ref: 'c1', input: { amount: 1 } } }] },
      finishReason: 'stop',
    });
    expect(control.toolResponses).toEqual([{ name: 'pay', ref: 'c1', output: 'paid' }]);
  });

  test('streams chunks, else its parts, and says the same', async () => {
    expect(await listen(['hello'])).toEqual({ content: [{ text: 'hello' }], chunks: [{ text: 'hello' }] });
    expect(await listen([{ chunks: ['Hel', 'lo', { content: [{ data: 1 }] }] }])).toEqual({
      content: [{ text: 'Hello' }, { data: 1 }],
      chunks: [{ text: 'Hel' }, { text: 'lo' }, { data: 1 }],
    });
    expect(await listen([{ text: 'all', chunks: ['other'] }])).toEqual({ content: [{ text: 'all' }], chunks: [{ text: 'other' }] });
    const talk: Script = (_, { sendChunk }) => {
      sendChunk('a');
      sendChunk('b');
      return 'ab';
    };
    expect(await listen(talk)).toEqual({ content: [{ text: 'ab' }], chunks: [{ text: 'a' }, { text: 'b' }] });
    expect(await listen(() => 'alone')).toEqual({ content: [{ text: 'alone' }], chunks: [{ text: 'alone' }] });
  });

  test('sends no chunks where nobody listens', async () => {
    const { action } = createScriptedModelAction(['hello']);
    const chunks: unknown[] = [];
    await callModel(action, ask('hi'), { onChunk: (chunk) => chunks.push(chunk) });
    expect(chunks).toEqual([]);
  });

  test('can be told to answer otherwise, and to begin anew', async () => {
    const { action, control } = createScriptedModelAction(['one']);
    await callModel(action, ask('a'));
    control.respondWith(['two', 'three']);
    expect((await callModel(action, ask('b'))).message?.content).toEqual([{ text: 'two' }]);
    expect([control.requestCount, control.answersLeft]).toEqual([2, 1]);
    control.reset();
    expect([control.requestCount, control.answersLeft, control.lastRequest, control.lastRequestText]).toEqual([0, 1, undefined, undefined]);
    expect((await callModel(action, ask('c'))).message?.content).toEqual([{ text: 'one' }]);
  });

  test('keeps its record whatever is done with the requests', async () => {
    const { action, control } = createScriptedModelAction(() => 'fine');
    const request = ask('hi');
    await callModel(action, request);
    request.messages.splice(0);
    control.requests[0]?.messages.splice(0);
    expect(control.lastRequestText).toBe('hi');
    expect(control.answersLeft).toBe(Infinity);
  });

  test('stops where the call was aborted', async () => {
    const { action, control } = createScriptedModelAction(['one']);
    await expect(callModel(action, ask('hi'), { abortSignal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' });
    expect(control.answersLeft).toBe(1);
  });

  test('is an action for a plugin', async () => {
    const { action, control } = createScriptedModelAction(['from a plugin'], { name: 'fake/model' });
    const ai = durakit({ mode: 'inline', plugins: [{ name: 'fake', init: () => [action] }] });
    expect((await ai.generate({ model: 'fake/model', prompt: 'hi' })).text).toBe('from a plugin');
    expect(control.requestCount).toBe(1);
  });
});
