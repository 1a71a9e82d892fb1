import { describe, expect, test } from '@jest/globals';
import { mockModel as fromGenkit } from 'durakit/genkit-testing';
import { Message, durakit, z } from '../../index.ts';
import { createRegistry } from '../../engine/registry.ts';
import { mockModel } from '../../testing.ts';
import type { MockRespond } from '../../testing/mock-model.ts';

/** The texts of so many answers, errors by their message. */
async function answersOf(respond: MockRespond | undefined, calls: number): Promise<string[]> {
  const ai = durakit({ mode: 'inline' });
  const model = mockModel(ai, respond === undefined ? {} : { respond });
  const answers: string[] = [];
  for (let call = 0; call < calls; call += 1) {
    const answer = ai.generate({ model, prompt: 'go' });
    answers.push(await answer.then(({ text }) => text).catch((error: Error) => error.message));
  }
  return answers;
}

describe('mockModel', () => {
  test('has the same form under both entries', () => expect(fromGenkit).toBe(mockModel));

  test.each<[string, MockRespond | undefined, string[]]>([
    ['nothing: an empty text', undefined, ['', '']],
    ['one answer, every time', 'always', ['always', 'always']],
    ['an object, every time', { text: 'always' }, ['always', 'always']],
    ['a queue, whose last answer is repeated', ['first', 'second'], ['first', 'second', 'second']],
    ['an empty queue: an empty text', [], ['', '']],
    ['an error in a queue', ['fine', new Error('rate limited')], ['fine', 'rate limited', 'rate limited']],
    ['a function', ({ messages }) => `${messages.length} messages`, ['1 messages', '1 messages']],
    ['a whole response', { message: { role: 'model', content: [{ text: 'whole' }] } }, ['whole']],
  ])('answers with %s', async (_what, respond, answers) => {
    expect(await answersOf(respond, answers.length)).toEqual(answers);
  });

  test('streams from a function, which need not return anything', async () => {
    const ai = durakit({ mode: 'inline' });
    const model = mockModel(ai, {
      respond: (_request, { sendChunk }) => {
        sendChunk('hel');
        sendChunk('lo');
      },
    });
    const { stream, response } = ai.generateStream({ model, prompt: 'go' });
    expect((await Array.fromAsync(stream)).map(({ text }) => text)).toEqual(['hel', 'lo']);
    expect((await response).text).toBe('');
  });

  test('calls tools, and tells what they gave', async () => {
    const ai = durakit({ mode: 'inline' });
    const lookup = ai.defineTool(
      { name: 'lookup', description: 'finds', inputSchema: z.object({ id: z.number() }) },
      async ({ id }) => `dish ${id}`,
    );
    const model = mockModel(ai, { respond: [{ toolRequests: [{ name: 'lookup', input: { id: 1 } }] }, 'done'] });
    expect((await ai.generate({ model, system: 'Be terse', prompt: 'find 1', tools: [lookup] })).text).toBe('done');
    expect(model.requestCount).toBe(2);
    expect(model.toolResponses).toEqual([{ name: 'lookup', output: 'dish 1' }]);
    expect(model.lastRequestText).toBe('system: Be terse\nfind 1\n[toolRequest lookup({"id":1})]\ntool: [toolResponse lookup: "dish 1"]');
    expect(model.lastRequestMessage).toBeInstanceOf(Message);
    expect(model.lastRequestMessage?.role).toBe('tool');
    expect(model.requests[0]).toMatchObject({ tools: [{ name: 'lookup' }] });
  });

  test('gets an output schema, or the words for it where it says that it cannot', async () => {
    const ai = durakit({ mode: 'inline' });
    const schema = z.object({ n: z.number() });
    const native = mockModel(ai, { respond: '{"n":1}' });
    expect((await ai.generate({ model: native, prompt: 'go', output: { schema } })).output).toEqual({ n: 1 });
    expect(native.lastRequest?.output?.schema).toMatchObject({ type: 'object' });
    const simulated = mockModel(ai, { name: 'simulated', supports: { constrained: 'none' }, respond: '{"n":2}' });
    expect((await ai.generate({ model: simulated, prompt: 'go', output: { schema } })).output).toEqual({ n: 2 });
    expect(simulated.lastRequest?.output?.schema).toBeUndefined();
    expect(simulated.lastRequestText).toContain('"n"');
  });

  test('can be told to answer otherwise, and to begin anew', async () => {
    const ai = durakit({ mode: 'inline', model: 'mockModel' });
    const model = mockModel(ai, { respond: ['one', 'two'] });
    const say = async (): Promise<string> => (await ai.generate('go')).text;
    expect([await say(), model.requestCount]).toEqual(['one', 1]);
    model.respondWith(['three', 'four']);
    expect([await say(), await say(), model.requestCount]).toEqual(['three', 'four', 3]);
    model.reset();
    expect([model.requestCount, model.lastRequest, model.lastRequestText, model.lastRequestMessage]).toEqual([
      0,
      undefined,
      undefined,
      undefined,
    ]);
    expect([await say(), await say()]).toEqual(['one', 'two']);
  });

  test('takes the registry of an app, as Genkit does, and no other', async () => {
    const ai = durakit({ mode: 'inline' });
    const model = mockModel(ai.registry.withParent(), { respond: 'by registry' });
    expect((await ai.generate({ model, prompt: 'go' })).text).toBe('by registry');
    expect(() => mockModel(createRegistry([]))).toThrow('INVALID_ARGUMENT: This registry belongs to no app');
  });
});
