import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { InMemorySessionStore } from '../../../index.ts';
import type { SessionStore } from '../../../engine/sessions/session-store.ts';
import type { SessionSnapshot } from '../../../schemas/session-snapshot.ts';
import { waitUntil } from '../../setup/wait-until.ts';
import { collect, createApp, createGate, model, say, user } from './agent-words.ts';

const ai = createApp();
let count = 0;

interface Detachable {
  readonly store: InMemorySessionStore;
  readonly open: () => void;
  readonly handled: string[];
  readonly agent: ReturnType<typeof ai.defineCustomAgent>;
}

/** An agent that waits at a gate in every turn. */
function define({ store = new InMemorySessionStore() }: { store?: InMemorySessionStore } = {}): Detachable {
  const gate = createGate();
  const handled: string[] = [];
  const agent = ai.defineCustomAgent({ name: `detachable-${++count}`, store }, async (session, { abortSignal, sendChunk }) => {
    await session.run(async ({ message }, { snapshotId }) => {
      const text = JSON.stringify(message?.content ?? 'nothing');
      await Promise.race([
        gate.opened,
        new Promise((_resolve, reject) => abortSignal.addEventListener('abort', () => reject(new Error('stopped')))),
      ]);
      handled.push(snapshotId);
      sendChunk({ modelChunk: { content: [{ text: 'late' }] } });
      session.updateCustom(() => text);
      if (text.includes('fail')) throw new Error('no luck');
      session.addMessages([model(text)]);
      return { finishReason: 'stop' };
    });
    return {};
  });
  return { store, open: gate.open, handled, agent };
}

/** The snapshot once it is no longer pending. */
async function untilEnded({ getSnapshot }: Detachable['agent'], snapshotId: string): Promise<SessionSnapshot | undefined> {
  return await waitUntil('the turn ends', async () => {
    const snapshot = await getSnapshot(snapshotId);
    return snapshot?.status === 'pending' ? undefined : snapshot;
  });
}

describe('a detached turn', () => {
  test('answers at once with a pending snapshot, runs on, and is completed under the same id', async () => {
    const { agent, open, handled } = define();
    const first = await agent.chat({ sessionId: 's' }).detach('hello');
    const pending = await agent.getSnapshot(first.snapshotId);
    expect(pending).toMatchObject({ status: 'pending', sessionId: 's', heartbeatAt: expect.any(String), state: { messages: [] } });
    const waiting = first.wait({ intervalMs: 1 });
    open();
    expect(await waiting).toMatchObject({
      snapshotId: first.snapshotId,
      status: 'completed',
      finishReason: 'stop',
      state: { messages: [user('hello'), { role: 'model' }] },
    });
    expect(handled).toEqual([first.snapshotId]);
    expect((await agent.chat({ sessionId: 's' }).send('more')).finishReason).toBe('stop');
  });

  test('gives `detached`, and no chunks of what comes later', async () => {
    const { agent, open } = define();
    const { stream, output } = agent.stream({ ...say('hello'), detach: true });
    const { sessionId, snapshotId, finishReason } = await output;
    expect({ sessionId, snapshotId, finishReason }).toEqual({
      sessionId: expect.any(String),
      snapshotId: expect.any(String),
      finishReason: 'detached',
    });
    open();
    expect(await collect(stream)).toEqual([]);
  });

  test('is polled until it has ended', async () => {
    const { agent, open } = define();
    const task = await agent.chat().detach(say('hello'));
    const seen: unknown[] = [];
    for await (const { status } of task.poll({ intervalMs: 1 })) {
      seen.push(status);
      open();
    }
    expect(seen[0]).toBe('pending');
    expect(seen.at(-1)).toBe('completed');
  });

  test('continues the snapshot before it', async () => {
    const { agent, open } = define();
    open();
    const chat = agent.chat();
    await chat.send('one');
    const parentId = chat.snapshotId;
    const task = await chat.detach('two');
    expect(chat.snapshotId).toBe(task.snapshotId);
    expect(await task.wait({ intervalMs: 1 })).toMatchObject({ parentId, state: { custom: expect.stringContaining('two') } });
  });

  test('may be detached late: the turn that runs and those that wait are one snapshot', async () => {
    const { agent, open, handled } = define();
    const call = agent.streamBidi({ sessionId: 'late' });
    call.send(say('one'));
    call.send(say('two'));
    call.send({ detach: true });
    call.close();
    const { snapshotId = '', finishReason } = await call.output;
    expect(finishReason).toBe('detached');
    expect(handled).toEqual([]);
    open();
    const ended = await untilEnded(agent, snapshotId);
    expect(ended).toMatchObject({ status: 'completed', sessionId: 'late', state: { messages: { length: 4 } } });
    expect(handled).toEqual([snapshotId, snapshotId]);
  });

  test('runs all that waits, in order, into its one snapshot', async () => {
    const { agent, open, handled, store } = define();
    const call = agent.streamBidi({ sessionId: 'all' });
    call.send({ ...say('one'), detach: true });
    call.send(say('two'));
    call.send(say('three'));
    call.close();
    const { snapshotId = '' } = await call.output;
    open();
    const snapshot = await untilEnded(agent, snapshotId);
    expect(snapshot).toMatchObject({ status: 'completed', state: { messages: { length: 6 } } });
    expect(new Set(handled)).toEqual(new Set([snapshotId]));
    expect(handled).toHaveLength(3);
    expect(await store.getSnapshot({ sessionId: 'all' })).toMatchObject({ snapshotId });
  });

  test('that fails is a failed snapshot, and one with nothing to do is complete', async () => {
    const { agent, open } = define();
    open();
    const task = await agent.chat().detach('fail');
    expect(await task.wait({ intervalMs: 1 })).toMatchObject({
      status: 'failed',
      finishReason: 'failed',
      error: { status: 'INTERNAL', message: 'no luck' },
    });
    const idle = await agent.chat().detach({});
    expect(await idle.wait({ intervalMs: 1 })).toMatchObject({ status: 'completed', state: { messages: [] } });
  });

  test('whose function throws outside of its turns is a failed snapshot too', async () => {
    const agent = ai.defineCustomAgent({ name: 'breaks', store: new InMemorySessionStore() }, async (session) => {
      await session.run(() => undefined);
      throw new Error('broken');
    });
    const task = await agent.chat().detach('hello');
    expect(await task.wait({ intervalMs: 1 })).toMatchObject({ status: 'failed', error: { message: 'broken' } });
  });
});

describe('abort', () => {
  test('stops a detached turn, gives the status before, and is not overwritten', async () => {
    const { agent, store, handled } = define();
    const task = await agent.chat().detach('hello');
    expect(await task.abort()).toBe('pending');
    expect(await task.wait({ intervalMs: 1 })).toMatchObject({ status: 'aborted' });
    expect(await task.abort()).toBe('aborted');
    await new Promise((resolve) => setImmediate(resolve));
    expect(await store.getSnapshot({ snapshotId: task.snapshotId })).toMatchObject({ status: 'aborted' });
    expect(handled).toEqual([]);
  });

  test('wins over a function that takes no notice', async () => {
    const gate = createGate();
    const inner = new InMemorySessionStore();
    const { getSnapshot, saveSnapshot } = inner;
    const store: SessionStore = { getSnapshot: getSnapshot.bind(inner), saveSnapshot: saveSnapshot.bind(inner) };
    const done = createGate();
    const agent = ai.defineCustomAgent({ name: 'deaf', store }, async (session) => {
      await session.run(async () => await gate.opened);
      done.open();
      return {};
    });
    expect(agent.__action.metadata).toMatchObject({ agent: { abortable: false } });
    const task = await agent.chat().detach('hello');
    expect(await agent.abort(task.snapshotId)).toBe('pending');
    gate.open();
    await done.opened;
    await new Promise((resolve) => setImmediate(resolve));
    expect(await agent.getSnapshot(task.snapshotId)).toMatchObject({ status: 'aborted' });
  });

  test('leaves what has ended, and knows nothing of unknown ids', async () => {
    const { agent, open } = define();
    open();
    const { snapshotId = '' } = await agent(say('hello'));
    expect(await agent.abort(snapshotId)).toBe('completed');
    expect(await agent.getSnapshot(snapshotId)).toMatchObject({ status: 'completed' });
    expect(await agent.abort('unknown')).toBeUndefined();
    expect(await agent.abortAgentAction({ snapshotId: 'unknown' })).toEqual({ snapshotId: 'unknown' });
    expect(await agent.abortAgentAction({ snapshotId })).toEqual({ snapshotId, status: 'completed' });
  });

  test('of the caller reaches a turn that is not detached, whose snapshot is kept', async () => {
    const { agent, store } = define();
    const controller = new AbortController();
    const { stream, output } = agent.stream(say('hello'), { init: { sessionId: 'kept' }, abortSignal: controller.signal });
    controller.abort();
    expect(await output).toEqual({ sessionId: 'kept', finishReason: 'aborted' });
    const [end] = await collect(stream);
    expect(end).toEqual({ turnEnd: { snapshotId: expect.any(String), finishReason: 'aborted' } });
    expect(await store.getSnapshot({ snapshotId: end?.turnEnd?.snapshotId })).toMatchObject({ status: 'aborted', sessionId: 'kept' });
  });

  test('of the caller does not reach a detached one', async () => {
    const { agent, open } = define();
    const controller = new AbortController();
    const { snapshotId = '' } = await agent({ ...say('hello'), detach: true }, { abortSignal: controller.signal });
    controller.abort();
    open();
    const snapshot = await untilEnded(agent, snapshotId);
    expect(snapshot).toMatchObject({ status: 'completed' });
  });
});

describe('signs of life', () => {
  beforeEach(() => void jest.useFakeTimers({ now: Date.parse('2026-01-01T00:00:00.000Z') }));
  afterEach(() => void jest.useRealTimers());

  test('come every 30 s; a row that was silent for more than 60 s is read as expired, and not written', async () => {
    const { agent, store, open } = define();
    const { snapshotId = '' } = await agent({ ...say('hello'), detach: true });
    await jest.advanceTimersByTimeAsync(29_999);
    expect(await store.getSnapshot({ snapshotId })).toMatchObject({ heartbeatAt: '2026-01-01T00:00:00.000Z' });
    await jest.advanceTimersByTimeAsync(1);
    expect(await store.getSnapshot({ snapshotId })).toMatchObject({ heartbeatAt: '2026-01-01T00:00:30.000Z', status: 'pending' });
    await jest.advanceTimersByTimeAsync(300_000);
    expect(await agent.getSnapshot(snapshotId)).toMatchObject({ status: 'pending' });
    open();
    await jest.advanceTimersByTimeAsync(1);
    const ended = await store.getSnapshot({ snapshotId });
    expect(ended).toMatchObject({ status: 'completed' });
    await jest.advanceTimersByTimeAsync(60_000);
    expect(await store.getSnapshot({ snapshotId })).toEqual(ended);
  });

  test.each([
    ['2025-12-31T23:59:00.000Z', 'pending'],
    ['2025-12-31T23:58:59.999Z', 'expired'],
    [undefined, 'pending'],
  ])('a pending row that was last alive at %s is %s', async (heartbeatAt, status) => {
    const { agent, store } = define();
    const row = { createdAt: '2025-12-31T00:00:00.000Z', status: 'pending' as const, ...(heartbeatAt !== undefined && { heartbeatAt }) };
    await store.saveSnapshot('row', () => row);
    expect(await agent.getSnapshot('row')).toMatchObject({ status });
    expect(await store.getSnapshot({ snapshotId: 'row' })).toMatchObject({ status: 'pending' });
  });
});
