import { describe, expect, test } from '@jest/globals';
import { AgentError, InMemorySessionStore } from '../../../index.ts';
import { collect, createApp, createGate, model, say, user } from './agent-words.ts';

const ai = createApp();
type Count = { count: number };

/** Counts its turns; fails and waits where it is told to. */
function define(name: string, store?: InMemorySessionStore<Count>) {
  return ai.defineCustomAgent<Count>({ name, ...(store && { store }) }, async (session, { sendChunk, abortSignal }) => {
    await session.run(async ({ message }) => {
      const text = JSON.stringify(message?.content);
      session.updateCustom((custom) => ({ count: (custom?.count ?? 0) + 1 }));
      session.addArtifacts([{ name: 'count', parts: [{ data: session.getCustom() }] }]);
      if (text.includes('fail')) throw new Error('no luck');
      if (text.includes('wait')) {
        await new Promise((_resolve, reject) => {
          abortSignal.addEventListener('abort', () => reject(new Error('stopped')));
          sendChunk({ modelChunk: { content: [{ text: 'waiting' }] } });
        });
      }
      for (const part of ['an', 'swer']) sendChunk({ modelChunk: { content: [{ text: part }] } });
      session.addMessages([model('answer')]);
      return { finishReason: 'stop' };
    });
    const message = session.getMessages().at(-1);
    return { artifacts: session.getArtifacts(), ...(message && { message }) };
  });
}

const forms = [
  ['with a store', (name: string) => define(`${name}-stored`, new InMemorySessionStore())],
  ['without a store', (name: string) => define(name)],
] as const;

describe.each(forms)('a chat with an agent %s', (_form, create) => {
  test('sends turns, and knows what came of them', async () => {
    const chat = create('knows').chat();
    const first = await chat.send('one');
    const { sessionId } = chat;
    expect(first).toMatchObject({ text: 'answer', finishReason: 'stop', sessionId, state: { count: 1 }, toolRequests: [], interrupts: [] });
    expect(first.messages).toEqual([user('one'), model('answer')]);
    expect(first.artifacts).toEqual([{ name: 'count', parts: [{ data: { count: 1 } }] }]);
    expect(() => first.assertValid()).not.toThrow();
    const second = await chat.send({ message: user('two') });
    expect(second.state).toEqual({ count: 2 });
    expect(chat.state).toEqual({ count: 2 });
    expect(chat.sessionId).toBe(sessionId);
    expect(chat.snapshotId).toBe(second.snapshotId);
    expect(chat.messages).toEqual([user('one'), model('answer'), user('two'), model('answer')]);
    expect(chat.artifacts).toEqual([{ name: 'count', parts: [{ data: { count: 2 } }] }]);
  });

  test('streams a turn', async () => {
    const chat = create('streams').chat();
    const { stream, response } = chat.sendStream('one');
    const seen: unknown[] = [];
    for await (const { text, accumulatedText, custom, artifact } of stream) {
      seen.push([text, accumulatedText, custom, artifact?.name]);
      if (custom !== undefined) expect(chat.state).toBe(custom);
    }
    expect(seen).toEqual([
      ['', '', { count: 1 }, undefined],
      ['', '', undefined, 'count'],
      ['an', 'an', undefined, undefined],
      ['swer', 'answer', undefined, undefined],
      ['', 'answer', undefined, undefined],
    ]);
    expect((await response).text).toBe('answer');
  });

  test('a turn that fails is an AgentError, and the chat is where it was', async () => {
    const chat = create('fails').chat();
    await chat.send('one');
    const { snapshotId, messages } = chat;
    const error: unknown = await chat.send('fail').catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(AgentError);
    expect(error).toMatchObject({ name: 'AgentError', status: 'INTERNAL', message: 'no luck', state: { count: 1 }, details: undefined });
    expect((error as AgentError).response).toMatchObject({ finishReason: 'failed', finishMessage: 'no luck' });
    expect(chat).toMatchObject({ snapshotId, messages, state: { count: 1 } });
    expect(chat.artifacts).toEqual([{ name: 'count', parts: [{ data: { count: 1 } }] }]);
    const turn = chat.sendStream('fail');
    await expect(collect(turn.stream)).rejects.toThrow('no luck');
    await expect(turn.response).rejects.toBeInstanceOf(AgentError);
    expect(await chat.send('two')).toMatchObject({ state: { count: 2 } });
    expect(chat.messages).toHaveLength(4);
  });

  test('a first turn that fails can be followed by another', async () => {
    const chat = create('fails-first').chat();
    await expect(chat.send('fail')).rejects.toThrow('no luck');
    expect(chat.messages).toEqual([]);
    expect(await chat.send('one')).toMatchObject({ state: { count: 1 }, messages: [user('one'), model('answer')] });
  });

  test('a turn that is stopped answers `aborted`, and the chat is where it was', async () => {
    const chat = create('stops').chat();
    await chat.send('one');
    const { messages, snapshotId } = chat;
    const turn = chat.sendStream('wait');
    for await (const { text } of turn.stream) if (text === 'waiting') turn.abort();
    expect(await turn.response).toMatchObject({ finishReason: 'aborted' });
    expect(chat).toMatchObject({ messages, snapshotId, state: { count: 1 } });
    const controller = new AbortController();
    const stream = chat.sendStream('wait', { abortSignal: controller.signal });
    for await (const { text } of stream.stream) if (text === 'waiting') controller.abort();
    expect(await stream.response).toMatchObject({ finishReason: 'aborted' });
    expect(await chat.send('late', { abortSignal: controller.signal })).toMatchObject({ finishReason: 'aborted' });
    expect(await collect(chat.sendStream('late', { abortSignal: controller.signal }).stream)).toEqual([]);
    expect(chat.messages).toEqual(messages);
    expect(await chat.send('two')).toMatchObject({ state: { count: 2 } });
  });
});

describe('chats are taken up', () => {
  const store = new InMemorySessionStore<Count>();
  const agent = define('taken-up', store);

  test('by snapshot and by session, with and without what was said', async () => {
    const chat = agent.chat({ sessionId: 'taken' });
    expect(chat.sessionId).toBe('taken');
    await chat.send('one');
    const [snapshotId = '', sessionId = ''] = [chat.snapshotId, chat.sessionId];
    expect(sessionId).toBe('taken');
    for (const lookup of [{ snapshotId }, { sessionId }]) {
      const loaded = await agent.loadChat(lookup);
      expect(loaded).toMatchObject({ snapshotId, sessionId, state: { count: 1 }, messages: [user('one'), model('answer')] });
      expect(loaded.artifacts).toHaveLength(1);
    }
    const loaded = await agent.loadChat({ sessionId });
    expect((await loaded.send('two')).state).toEqual({ count: 2 });
    expect((await agent.chat({ sessionId }).send('on')).state).toEqual({ count: 3 });
    const branch = agent.chat({ snapshotId });
    expect((await branch.send('branch')).state).toEqual({ count: 2 });
    expect(await agent.getSnapshot(branch.snapshotId ?? '')).toMatchObject({ parentId: snapshotId, sessionId });
  });

  test('a session whose newest turn failed at the last that did not', async () => {
    const chat = agent.chat({ sessionId: 'half' });
    await chat.send('one');
    await expect(chat.send('fail')).rejects.toThrow('no luck');
    const loaded = await agent.loadChat({ sessionId: 'half' });
    expect(loaded).toMatchObject({ snapshotId: chat.snapshotId, messages: [user('one'), model('answer')] });
    expect((await loaded.send('two')).state).toEqual({ count: 2 });
    await expect(agent.chat({ sessionId: 'none' }).send('fail')).rejects.toThrow('no luck');
    const empty = await agent.loadChat({ sessionId: 'none' });
    expect(empty).toMatchObject({ snapshotId: undefined, sessionId: 'none', messages: [] });
    expect(await empty.send('one')).toMatchObject({ sessionId: 'none', state: { count: 1 } });
  });

  test('by a state', async () => {
    const free = define('taken-up-free');
    const first = free.chat();
    await first.send('one');
    const { raw } = await first.send('two');
    const second = free.chat({ state: raw.state });
    expect(second).toMatchObject({ sessionId: first.sessionId, state: { count: 2 }, messages: first.messages });
    expect((await second.send('three')).state).toEqual({ count: 3 });
    expect(first.state).toEqual({ count: 2 });
  });

  test('what is not there is not found', async () => {
    await expect(agent.loadChat({ snapshotId: 'gone' })).rejects.toMatchObject({
      status: 'NOT_FOUND',
      originalMessage: 'Snapshot gone not found.',
    });
    await expect(agent.loadChat({ sessionId: 'gone' })).rejects.toThrow('Snapshot session gone not found.');
    expect(await agent.getSnapshot('gone')).toBeUndefined();
    const error: unknown = await agent
      .chat({ snapshotId: 'gone' })
      .send('hi')
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: 'AgentError', status: 'NOT_FOUND', message: 'NOT_FOUND: Snapshot gone not found' });
  });

  test('misuse is an AgentError with its status, and aborting nothing is nothing', async () => {
    const error: unknown = await define('misused')
      .chat({ sessionId: 'x' })
      .send('hi')
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      name: 'AgentError',
      status: 'FAILED_PRECONDITION',
      message: expect.stringContaining("Cannot use 'sessionId' with agent 'misused'"),
      cause: expect.objectContaining({ name: 'AgentInitError' }),
    });
    expect(await agent.chat().abort()).toBeUndefined();
  });

  test('a response without a message is not valid, nor is one that was blocked', async () => {
    const quiet = ai.defineCustomAgent({ name: 'quiet' }, async () => ({}));
    const response = await quiet.chat().send('hi');
    expect(response.finishReason).toBe('unknown');
    expect(() => response.assertValid()).toThrow('Agent response has no message.');
    const blocked = ai.defineCustomAgent({ name: 'blocked' }, async () => ({ finishReason: 'blocked' as const }));
    const refused = await blocked.chat().send('hi');
    expect(() => refused.assertValid()).toThrow('Generation blocked.');
  });
});

test('in a flow a turn is a part of the flow', async () => {
  const agent = ai.defineCustomAgent({ name: 'in-flow' }, async (session) => {
    await session.run(async () => {
      const said = await ai.run('think', () => 'thought');
      session.addMessages([model(said)]);
    });
    const message = session.getMessages().at(-1);
    return message === undefined ? {} : { message };
  });
  const gate = createGate();
  const flow = ai.defineFlow('chats', async () => {
    await gate.opened;
    return (await agent.chat().send(say('hi'))).text;
  });
  gate.open();
  expect(await flow(undefined)).toBe('thought');
});
