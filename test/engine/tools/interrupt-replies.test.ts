import { describe, expect, test } from '@jest/globals';
import { durakit, generateMiddleware, z } from '../../../index.ts';
import type { ToolRequestPart } from '../../../schemas/part.ts';
import { scriptedModel } from '../../../testing.ts';
import { waitUntil } from '../../setup/wait-until.ts';

const ai = durakit({ mode: 'inline' });
const outputSchema = z.object({ ok: z.boolean() });
const approve = ai.defineInterrupt({ name: 'bank/approve', description: 'asks', outputSchema });
const model = scriptedModel(
  ai,
  ({ messages }) => {
    const last = messages.at(-1);
    if (last?.role !== 'tool') return { content: JSON.parse((last?.content[0] as { text: string }).text) as ToolRequestPart[] };
    return JSON.stringify(last.content.map((part) => ('toolResponse' in part ? part.toolResponse.output : undefined)));
  },
  { name: 'asks' },
);
const flow = ai.defineFlow('asks', async (requests: ToolRequestPart[]) => {
  const { interrupts, messages } = await ai.generate({ model, prompt: JSON.stringify(requests), tools: [approve] });
  const resume = await ai.waitForReply(interrupts);
  return (await ai.generate({ model, messages, tools: [approve], resume })).text;
});
const request = (ref?: string): ToolRequestPart => ({ toolRequest: { name: 'approve', input: {}, ...(ref !== undefined && { ref }) } });

describe('replies to interrupts', () => {
  test('a tool whose name has a slash is answered by either name, and its answer is checked', async () => {
    const handle = await flow.start([request('1')]);
    await waitUntil('it asks', async () => (await handle.interrupts()).length === 1);
    expect(await handle.interrupts()).toMatchObject([{ name: 'approve', tool: 'bank/approve', restartable: false }]);
    await expect(handle.respond('approve', { wrong: 1 })).rejects.toMatchObject({ status: 'INVALID_ARGUMENT' });
    await expect(handle.restart('approve')).rejects.toMatchObject({ status: 'INVALID_ARGUMENT' });
    await handle.respond('bank/approve', { ok: true });
    expect(await handle.result()).toBe('[{"ok":true}]');
  });

  test('calls of one tool without refs get some: each can be answered', async () => {
    const handle = await flow.start([request(), request()]);
    await waitUntil('it asks', async () => (await handle.interrupts()).length === 2);
    const [first, second] = await handle.interrupts();
    await handle.respond({ name: 'approve', ref: second?.ref }, { ok: false });
    await handle.respond({ name: 'approve', ref: first?.ref }, { ok: true });
    expect(await handle.result()).toBe('[{"ok":true},{"ok":false}]');
  });

  test('no tool is run again where another call stays unanswered', async () => {
    const runs: unknown[] = [];
    const pay = ai.dynamicTool({ name: 'pay', description: 'pays' }, async (input) => {
      runs.push(input);
      return 'paid';
    });
    const tools = [approve, pay];
    const asked: ToolRequestPart[] = [request('1'), { toolRequest: { name: 'pay', ref: '2', input: 5 } }];
    const messages = [
      { role: 'user' as const, content: [{ text: 'pay' }] },
      { role: 'model' as const, content: asked },
    ];
    await expect(ai.generate({ model, messages, tools, resume: { restart: asked.slice(1) } })).rejects.toThrow(
      "request 'approve#1' was not handled",
    );
    expect(runs).toEqual([]);
  });
});

test("the context that a tool hook sets is the tool's", async () => {
  const whoami = ai.dynamicTool({ name: 'whoami', description: 'says who asks' }, async (_input, { context }) => context);
  const signIn = generateMiddleware({ name: 'signIn' }, () => ({
    tool: (part, surroundings, next) => next(part, { ...surroundings, context: { auth: { uid: 'ada' } } }),
  }));
  const prompt = JSON.stringify([{ toolRequest: { name: 'whoami', ref: '1', input: {} } }]);
  const { text } = await ai.generate({ model, prompt, tools: [whoami], use: [signIn()] });
  expect(text).toBe('[{"auth":{"uid":"ada"}}]');
});
