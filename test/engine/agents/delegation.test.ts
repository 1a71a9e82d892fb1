import { describe, expect, test } from '@jest/globals';
import {
  answerQuestions,
  InMemorySessionStore,
  openQuestions,
  type Agent,
  type AgentFinishReason,
  type Ai,
  type SubAgentInterrupt,
} from '../../../index.ts';
import { agents } from '../../../middleware.ts';
import { scriptedModel } from '../../../testing.ts';
import { createApp, createGate, say } from './agent-words.ts';

/** An app with an agent that asks, and an interrupt that it asks with. */
function createAsking(store?: InMemorySessionStore): { readonly ai: Ai; readonly asker: Agent } {
  const ai = createApp();
  const ask = ai.defineInterrupt({ name: 'ask', description: 'asks' });
  const model = scriptedModel(ai, [{ toolRequests: [{ name: 'ask', ref: 'q', input: 'sure?' }] }, 'asked'], { name: 'asking' });
  const asker = ai.defineAgent({ name: 'asker', model, tools: [ask], ...(store !== undefined && { store }) });
  return { ai, asker };
}

const delegation = (name: string, ref = 'd'): object => ({ toolRequests: [{ name, ref, input: { task: 'go' } }] });

describe('a sub-agent that asks', () => {
  test('is a tool of an agent, by itself', async () => {
    const { ai, asker } = createAsking();
    const boss = ai.defineAgent({ name: 'boss', model: scriptedModel(ai, [delegation('asker'), 'thanks']), tools: [asker] });
    const chat = boss.chat();
    const first = await chat.send('begin');
    const [question] = openQuestions(first.interrupts);
    expect(question).toMatchObject({ agents: ['asker'], name: 'ask', ref: 'q', input: 'sure?', interrupt: true });
    const second = await chat.resume(answerQuestions(question === undefined ? [] : [question.respond('yes')]));
    expect(second.text).toBe('thanks');
    expect(second.messages.at(-2)).toMatchObject({ role: 'tool', content: [{ toolResponse: { output: { response: 'asked' } } }] });
  });

  test.each([
    ['has no store: its state is in the question, until it is answered', undefined],
    ['has a store: its snapshot is', new InMemorySessionStore()],
  ])('%s', async (_name, store) => {
    const { ai } = createAsking(store);
    const boss = ai.defineAgent({
      name: 'boss',
      model: scriptedModel(ai, [delegation('delegate_to_asker'), 'thanks']),
      use: [agents({ agents: ['asker'] })],
    });
    const chat = boss.chat();
    const { interrupts } = await chat.send('begin');
    const asked = interrupts[0]?.interrupt as SubAgentInterrupt;
    expect(asked).toMatchObject({ agent: 'asker', sessionId: expect.any(String), interrupts: [{ metadata: { interrupt: true } }] });
    expect('state' in asked).toBe(store === undefined);
    expect('snapshotId' in asked).toBe(store !== undefined);
    await chat.resume(answerQuestions(openQuestions(interrupts).map((question) => question.respond('yes'))));
    const settled = chat.messages.flatMap(({ content }) => content.flatMap(({ metadata }) => metadata?.['resolvedInterrupt'] ?? []));
    expect(settled).toEqual([expect.not.objectContaining({ state: expect.anything() })]);
  });

  test('is left alone where its call is answered', async () => {
    const { ai } = createAsking();
    const boss = ai.defineAgent({
      name: 'boss',
      model: scriptedModel(ai, [delegation('asker'), 'thanks']),
      use: [agents({ agents: ['asker'], toolPrefix: '' })],
    });
    const chat = boss.chat();
    const { interrupts } = await chat.send('begin');
    const { text, messages } = await chat.resume({ respond: interrupts.map((interrupt) => interrupt.respond({ response: 'never mind' })) });
    expect(text).toBe('thanks');
    expect(messages.at(-2)).toMatchObject({ content: [{ toolResponse: { output: { response: 'never mind' } } }] });
  });
});

describe('delegations', () => {
  test('of one turn run at once', async () => {
    const ai = createApp();
    const gate = createGate();
    const define = (name: string, body: () => Promise<void> | void): void =>
      void ai.defineCustomAgent({ name }, async (session) => {
        await session.run(body);
        return { message: { role: 'model', content: [{ text: name }] } };
      });
    define('waits', () => gate.opened);
    define('opens', () => gate.open());
    const toolRequests = ['waits', 'opens'].map((name) => ({ name: `delegate_to_${name}`, ref: name, input: { task: 'go' } }));
    const model = scriptedModel(ai, [{ toolRequests }, 'both']);
    const { text } = await ai.generate({ model, prompt: 'go', use: [agents({ agents: ['waits', 'opens'] })] });
    expect(text).toBe('both');
  });

  test.each([
    [
      'length',
      [{ text: 'half' }],
      "Error calling agent 'ends': the turn ended as 'length' without completing the task; the agent's last message was: half.",
    ],
    ['interrupted', [], "Sub-agent 'ends' interrupted and asked nothing that could be answered."],
    ['stop', [], 'The task completed, but the agent gave no final message and produced no artifacts.'],
  ] as const)('that end as %s', async (finishReason: AgentFinishReason, content, response) => {
    const ai = createApp();
    ai.defineCustomAgent({ name: 'ends' }, async (session) => {
      await session.run(() => ({ finishReason }));
      return { message: { role: 'model', content: [...content] } };
    });
    const model = scriptedModel(ai, [delegation('delegate_to_ends'), 'so']);
    await ai.generate({ model, prompt: 'go', use: [agents({ agents: ['ends'] })] });
    expect(model.lastRequest?.messages.at(-1)).toMatchObject({ content: [{ toolResponse: { output: { response } } }] });
  });

  test('need agents, each under a name of its own', async () => {
    const { ai } = createAsking();
    const model = scriptedModel(ai, ['so']);
    await expect(ai.generate({ model, prompt: 'go', use: [agents({ agents: [] })] })).rejects.toMatchObject({
      status: 'INVALID_ARGUMENT',
      originalMessage: 'agents middleware requires at least one agent in the "agents" option.',
    });
    await expect(ai.generate({ model, prompt: 'go', use: [agents({ agents: ['asker', { name: 'asker' }] })] })).rejects.toMatchObject({
      status: 'INVALID_ARGUMENT',
      originalMessage:
        "agents middleware: tool name 'delegate_to_asker' for agent 'asker' collides with agent 'asker'; use a different toolPrefix or agent name.",
    });
  });

  test('stop with the agent that gave them away', async () => {
    const ai = createApp();
    const started = createGate();
    let stopped = false;
    ai.defineCustomAgent({ name: 'slow' }, async (session, { abortSignal }) => {
      await session.run(async () => {
        started.open();
        await new Promise((resolve) => abortSignal.addEventListener('abort', resolve, { once: true }));
        stopped = true;
      });
      return {};
    });
    const model = scriptedModel(ai, [delegation('delegate_to_slow'), 'so']);
    const boss = ai.defineAgent({ name: 'boss', model, use: [agents({ agents: ['slow'] })] });
    const turn = boss.chat().sendStream(say('go'));
    await started.opened;
    turn.abort();
    expect(await turn.response).toMatchObject({ finishReason: 'aborted' });
    expect(stopped).toBe(true);
  });
});
