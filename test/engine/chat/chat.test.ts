import { describe, expect, test } from '@jest/globals';
import { durakit, InMemorySessionStore, z, type Ai, type SessionStore } from '../../../index.ts';
import { artifacts } from '../../../middleware.ts';
import { echoModel, scriptedModel } from '../../../testing.ts';

const createApp = (): Ai => durakit({ mode: 'inline' });

describe('a chat', () => {
  test('has a prompt as its preamble, rendered once', async () => {
    const ai = createApp();
    const hello = ai.definePrompt({
      name: 'hello',
      model: scriptedModel(ai, ['one', 'two']),
      input: { schema: z.object({ mood: z.string() }) },
      system: 'Be {{mood}}.',
      prompt: 'Hi.',
    });
    const chat = ai.chat(hello, { input: { mood: 'kind' } });
    expect(chat.messages).toEqual([]);
    await chat.send('a');
    await chat.send('b');
    const preamble = { preamble: true };
    expect(chat.messages).toEqual([
      { role: 'system', content: [{ text: 'Be kind.' }], metadata: preamble },
      { role: 'user', content: [{ text: 'Hi.' }], metadata: preamble },
      { role: 'user', content: [{ text: 'a' }] },
      { role: 'model', content: [{ text: 'one' }] },
      { role: 'user', content: [{ text: 'b' }] },
      { role: 'model', content: [{ text: 'two' }] },
    ]);
  });

  test('takes options for one message', async () => {
    const ai = createApp();
    const model = scriptedModel(ai, ['one', 'two']);
    const chat = ai.chat({ model, config: { temperature: 1 } });
    await chat.send({ prompt: 'a', config: { temperature: 0 } });
    expect(model.lastRequest?.config).toEqual({ temperature: 0 });
    await chat.send('b');
    expect(model.lastRequest?.config).toEqual({ temperature: 1 });
  });

  test('that fails in the middle of a stream says so at both ends', async () => {
    const ai = createApp();
    const { stream, response } = ai.chat({ model: 'nobody' }).sendStream('a');
    await expect(stream[Symbol.asyncIterator]().next()).rejects.toMatchObject({ status: 'NOT_FOUND' });
    await expect(response).rejects.toMatchObject({ status: 'NOT_FOUND' });
  });

  test('gives tools and middleware its session', async () => {
    const ai = createApp();
    const count = ai.defineTool({ name: 'count', description: 'counts' }, async () => {
      const session = ai.currentSession<{ count: number }>();
      await session.updateState({ count: (session.state?.count ?? 0) + 1 });
      return session.id;
    });
    const toolRequests = [
      { name: 'count', ref: '1' },
      { name: 'write_artifact', ref: '2', input: { name: 'plan', content: 'dig' } },
    ];
    const session = ai.createSession({ initialState: { count: 1 } });
    await session.chat({ model: scriptedModel(ai, [{ toolRequests }, 'done']), tools: [count], use: [artifacts()] }).send('go');
    expect(session.state).toEqual({ count: 2 });
    expect(session.getArtifacts()).toEqual([{ name: 'plan', parts: [{ text: 'dig' }] }]);
  });
});

describe('a session', () => {
  test('is a chain of snapshots, each with every message once', async () => {
    const ai = createApp();
    const store = new InMemorySessionStore<{ name: string }>();
    const chat = ai.chat<unknown, { name: string }>({ model: echoModel(ai), system: 'Be kind.', store, sessionId: 'one' });
    await chat.send('a');
    await Promise.all([chat.session.updateState({ name: 'Ada' }), chat.session.updateState({ name: 'Eve' })]);
    const newest = await store.getSnapshot({ sessionId: 'one' });
    expect(newest).toMatchObject({ status: 'completed', state: { custom: { name: 'Eve' } } });
    const middle = await store.getSnapshot({ snapshotId: newest?.parentId ?? '' });
    const first = await store.getSnapshot({ snapshotId: middle?.parentId ?? '' });
    expect(first).toMatchObject({ finishReason: 'stop', state: { messages: [{ role: 'system' }, { role: 'user' }, { role: 'model' }] } });
    expect(first?.parentId).toBeUndefined();
  });

  test('keeps its place in the list for each message of a thread', async () => {
    const ai = createApp();
    const model = echoModel(ai);
    const session = ai.createSession();
    const [main, side] = [session.chat({ model, system: 'M' }), session.chat('side', { model, system: 'S' })];
    await main.send('a');
    const before = session.getMessages();
    await side.send('b');
    await session.chat({ model, system: 'M' }).send('c');
    expect(session.getMessages().slice(0, before.length)).toEqual(before);
    expect(session.toJSON()).toMatchObject({ id: session.id, threads: { main: main.messages, side: side.messages } });
  });

  test('goes on after its store failed once', async () => {
    const ai = createApp();
    const memory = new InMemorySessionStore();
    let failures = 1;
    const store: SessionStore = {
      getSnapshot: (options) => memory.getSnapshot(options),
      saveSnapshot: async (snapshotId, mutator) => {
        if (failures-- > 0) throw new Error('no room');
        return await memory.saveSnapshot(snapshotId, mutator);
      },
    };
    const chat = ai.chat({ model: echoModel(ai), store });
    await expect(chat.send('a')).rejects.toThrow('no room');
    await chat.send('b');
    const { state, parentId } = (await store.getSnapshot({ sessionId: chat.sessionId })) ?? {};
    expect(state?.messages).toHaveLength(4);
    expect(parentId).toBeUndefined();
  });

  test('is loaded from a store, which has a name of its own', async () => {
    const ai = createApp();
    const store = ai.defineSessionStore({ name: 'chats', store: new InMemorySessionStore() });
    expect((await ai.loadSession('new', { store })).id).toBe('new');
    expect(() => ai.defineSessionStore({ name: 'chats', store })).toThrow("There is a session store, or an agent, named 'chats' already.");
    await expect(ai.loadSession('new', {} as never)).rejects.toMatchObject({ status: 'INVALID_ARGUMENT' });
  });
});
