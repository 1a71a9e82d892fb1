import { describe, expect, test } from '@jest/globals';
import { DurakitError, dropToolResults, durakit, fallback, summarizeTurns, z } from '../../../index.ts';
import { scriptedModel } from '../../../testing.ts';
import type { MessageData } from '../../../schemas/message.ts';

const schema = z.object({ n: z.number() });
const tooLong = new DurakitError({ status: 'INVALID_ARGUMENT', message: 'too long', details: { class: 'context_length' } });

describe('repair', () => {
  test('none unless asked for, as in Genkit', async () => {
    const ai = durakit({ mode: 'inline' });
    const model = scriptedModel(ai, ['{"n":"one"}', '{"n":1}']);
    await expect(ai.generate({ model, prompt: 'a number', output: { schema } })).rejects.toMatchObject({
      status: 'INVALID_ARGUMENT',
      originalMessage: expect.stringContaining('- n: must be number'),
      details: { class: 'bad_output' },
    });
    expect(model.requestCount).toBe(1);
  });

  test('the answer goes back with what was wrong', async () => {
    const ai = durakit({ mode: 'inline' });
    const model = scriptedModel(ai, ['{"n":"one"}', '{"n":1}']);
    const response = await ai.generate({ model, prompt: 'a number', output: { schema }, repair: 1 });
    expect(response.output).toEqual({ n: 1 });
    expect(model.lastRequestText).toContain('The answer does not fit the required schema:\n\n- n: must be number');
    expect(response.messages.map(({ role }) => role)).toEqual(['user', 'model', 'user', 'model']);
  });

  test('in vain: then the next model, then an error that holds everything', async () => {
    const ai = durakit({ mode: 'inline' });
    const first = scriptedModel(ai, ['no', 'no'], { name: 'first' });
    const second = scriptedModel(ai, ['nor', 'nor'], { name: 'second' });
    await expect(
      ai.generate({ model: fallback([first, second]), prompt: 'a number', output: { schema }, repair: 1 }),
    ).rejects.toMatchObject({
      status: 'INVALID_ARGUMENT',
      details: { response: { message: { content: [{ text: 'nor' }] } }, attempts: [{ class: 'bad_output' }, { class: 'bad_output' }] },
    });
    expect([first.requestCount, second.requestCount]).toEqual([2, 2]);
  });

  test('a tool request whose input does not fit goes back as well, and the tool has not run', async () => {
    const ai = durakit({ mode: 'inline' });
    let runs = 0;
    const double = ai.defineTool({ name: 'double', inputSchema: schema }, async ({ n }) => (runs++, n * 2));
    const ask = (number: unknown): { toolRequests: { name: string; input: unknown }[] } => ({
      toolRequests: [{ name: 'double', input: { n: number } }],
    });
    const model = scriptedModel(ai, [ask('two'), ask(2), 'four']);
    expect((await ai.generate({ model, prompt: 'go', tools: [double], repair: 1 })).text).toBe('four');
    expect(runs).toBe(1);
    model.respondWith([ask('two')]);
    await expect(ai.generate({ model, prompt: 'go', tools: [double] })).rejects.toMatchObject({ status: 'INVALID_ARGUMENT' });
  });
});

describe('compact', () => {
  const history: MessageData[] = [
    { role: 'system', content: [{ text: 'Be brief.' }] },
    ...['one', 'two', 'three'].flatMap((text): MessageData[] => [
      { role: 'user', content: [{ text }] },
      { role: 'model', content: [{ toolRequest: { name: 'look', ref: text, input: {} } }] },
      { role: 'tool', content: [{ toolResponse: { name: 'look', ref: text, output: `much about ${text}` } }] },
      { role: 'model', content: [{ text: `answer ${text}` }] },
    ]),
  ];

  test('is called for a conversation that is too long, at most twice', async () => {
    const ai = durakit({ mode: 'inline' });
    const model = scriptedModel(ai, [tooLong, 'fine']);
    const response = await ai.generate({ model, messages: history, prompt: 'go on', compact: dropToolResults({ keep: 1 }) });
    expect(response.text).toBe('fine');
    expect(model.toolResponses.map(({ output }) => output)).toEqual([
      '[dropped: the conversation was too long]',
      '[dropped: the conversation was too long]',
      'much about three',
    ]);
    model.respondWith([tooLong, tooLong, tooLong, 'never']);
    await expect(ai.generate({ model, messages: history, prompt: 'go on', compact: dropToolResults() })).rejects.toMatchObject({
      details: { class: 'context_length' },
    });
    expect(model.requestCount).toBe(5);
  });

  test('summarizeTurns has a model write what the first turns were about', async () => {
    const ai = durakit({ mode: 'inline' });
    const writer = scriptedModel(ai, ['they talked'], { name: 'writer' });
    const model = scriptedModel(ai, [tooLong, 'fine']);
    await ai.generate({ model, messages: history, prompt: 'go on', compact: summarizeTurns({ model: writer, keep: 2 }) });
    expect(writer.lastRequestText).toContain('user: one\nmodel: [asks look({})]\ntool: [look gave "much about one"]');
    expect(model.lastRequestText).toContain('Summary of the conversation so far:\nthey talked');
    expect(model.lastRequestText).toContain('three');
    expect(model.lastRequestText).not.toContain('much about one');
  });

  test('must leave something', async () => {
    const ai = durakit({ mode: 'inline' });
    const model = scriptedModel(ai, [tooLong]);
    await expect(ai.generate({ model, prompt: 'x', compact: () => [] })).rejects.toMatchObject({
      originalMessage: expect.stringContaining('`compact` gave no messages'),
    });
  });
});
