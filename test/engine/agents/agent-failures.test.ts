import { describe, expect, test } from '@jest/globals';
import { AgentInitError, DurakitError, InMemorySessionStore, z } from '../../../index.ts';
import type { SessionSnapshot } from '../../../schemas/session-snapshot.ts';
import { collect, createApp, model, say, user } from './agent-words.ts';

const ai = createApp();
const stateSchema = z.object({ count: z.number() });

/** Fails where it is told to, after it has changed the state. */
function defineFragile(name: string, store?: InMemorySessionStore<{ count: number }>) {
  return ai.defineCustomAgent({ name, stateSchema, ...(store && { store }) }, async (session) => {
    await session.run(({ message }) => {
      session.updateCustom((custom) => ({ count: (custom?.count ?? 0) + 1 }));
      if (JSON.stringify(message).includes('fail'))
        throw new DurakitError({ status: 'UNAVAILABLE', message: 'no luck', details: { try: 1 } });
      session.addMessages([model('fine')]);
      return { finishReason: 'stop' };
    });
    return { message: model('the end') };
  });
}

const store = new InMemorySessionStore<{ count: number }>();
const stored = defineFragile('fragile-stored', store);
const free = defineFragile('fragile');

describe('misuse is thrown before anything runs', () => {
  test.each([
    [{ sessionId: 's' }, 'sessionId'],
    [{ snapshotId: 's' }, 'snapshotId'],
    [{ snapshotId: 's', sessionId: 's' }, 'snapshotId'],
  ])('ids for an agent without a store: %j', async (init, name) => {
    const error: unknown = await free(say('hi'), { init }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(AgentInitError);
    expect(error).toMatchObject({
      status: 'FAILED_PRECONDITION',
      originalMessage: `Cannot use '${name}' with agent 'fragile': this agent has no store configured (client-managed state). Send 'state' instead.`,
    });
  });

  test('a state for an agent with one', async () => {
    await expect(stored(say('hi'), { init: { state: { messages: [] } } })).rejects.toMatchObject({
      name: 'AgentInitError',
      status: 'FAILED_PRECONDITION',
      originalMessage:
        "Cannot send 'state' to agent 'fragile-stored': this agent uses a server-managed store. Send 'snapshotId' or 'sessionId' instead.",
    });
  });

  test('a snapshot of another session', async () => {
    const { snapshotId, sessionId } = await stored(say('hi'));
    await expect(stored(say('hi'), { init: { snapshotId, sessionId: 'other' } })).rejects.toMatchObject({
      name: 'AgentInitError',
      status: 'INVALID_ARGUMENT',
      originalMessage: `Snapshot ${snapshotId} does not belong to session other (it belongs to ${sessionId}).`,
    });
    expect(await stored(say('hi'), { init: { snapshotId, sessionId } })).toMatchObject({ sessionId, finishReason: 'stop' });
  });

  test('detach without a store', async () => {
    await expect(free({ ...say('hi'), detach: true })).rejects.toMatchObject({
      status: 'FAILED_PRECONDITION',
      originalMessage: 'Detach is only supported when a session store is provided.',
    });
  });

  test('snapshots and aborts without a store', async () => {
    const message = (operation: string): string =>
      `FAILED_PRECONDITION: ${operation} requires a persistent store. Provide a 'store' when defining 'fragile'.`;
    await expect(free.getSnapshot('x')).rejects.toThrow(message('getSnapshotData'));
    await expect(free.loadChat({ sessionId: 'x' })).rejects.toThrow(message('getSnapshotData'));
    await expect(free.abort('x')).rejects.toThrow(message('abort'));
  });
});

describe('what cannot be taken up is a failed output', () => {
  test('a snapshot that is not there', async () => {
    expect(await stored(say('hi'), { init: { snapshotId: 'gone' } })).toEqual({
      finishReason: 'failed',
      error: { status: 'NOT_FOUND', message: 'NOT_FOUND: Snapshot gone not found' },
    });
  });

  test.each(['failed', 'aborted', 'pending', 'expired', undefined] as const)('a snapshot that is %s', async (status) => {
    const row = { createdAt: '2026-01-01T00:00:00.000Z', sessionId: 's', ...(status !== undefined && { status }) };
    await store.saveSnapshot(`is-${status}`, () => row);
    const message = `Snapshot is-${status} is not resumable (status: ${status ?? 'unknown'}). Only 'completed' snapshots can be resumed.`;
    expect(await stored(say('hi'), { init: { snapshotId: `is-${status}` } })).toMatchObject({
      finishReason: 'failed',
      error: { status: 'INVALID_ARGUMENT', message: `INVALID_ARGUMENT: ${message}` },
    });
  });

  test('a custom state that does not fit; it comes back to who sent it', async () => {
    const state = { custom: { count: 'one' } } as never;
    expect(await free(say('hi'), { init: { state } })).toMatchObject({
      finishReason: 'failed',
      state,
      error: { status: 'INVALID_ARGUMENT', message: expect.stringContaining('- count: must be number') },
    });
    const snapshot = { createdAt: '2026-01-01T00:00:00.000Z', status: 'completed' as const, state };
    await store.saveSnapshot('misfit', () => snapshot);
    expect(await stored(say('hi'), { init: { snapshotId: 'misfit' } })).toMatchObject({ error: { status: 'INVALID_ARGUMENT' } });
  });

  test('parents in a circle', async () => {
    const row = { createdAt: '2026-01-01T00:00:00.000Z', sessionId: 'circle', status: 'failed' as const };
    await store.saveSnapshot('circle-a', () => ({ ...row, parentId: 'circle-b' }));
    await store.saveSnapshot('circle-b', () => ({ ...row, parentId: 'circle-a' }));
    await store.saveSnapshot('circle-leaf', () => ({ ...row, parentId: 'circle-a' }));
    expect(await stored(say('hi'), { init: { sessionId: 'circle' } })).toMatchObject({
      error: {
        status: 'FAILED_PRECONDITION',
        message: expect.stringContaining(
          "Session 'circle' has a cyclic snapshot parent chain (snapshot 'circle-a' was visited twice). Resume by snapshotId instead.",
        ),
      },
    });
  });
});

describe('a turn that fails is an output', () => {
  test('without a store: the last good state', async () => {
    const first = await free(say('one'));
    const failed = await free(say('fail'), { init: { state: first.state } });
    expect(failed).toEqual({
      sessionId: first.sessionId,
      finishReason: 'failed',
      error: { status: 'UNAVAILABLE', message: 'UNAVAILABLE: no luck', details: { try: 1 } },
      message: model('fine'),
      state: first.state,
    });
  });

  test('with a store: the last good snapshot; its own is kept, and cannot be resumed', async () => {
    const first = await stored(say('one'));
    const { stream, output } = stored.stream(say('fail'), { init: { snapshotId: first.snapshotId } });
    const failed = await output;
    expect(failed).toMatchObject({ finishReason: 'failed', snapshotId: first.snapshotId, sessionId: first.sessionId });
    expect(failed).not.toHaveProperty('state');
    const own = (await collect(stream)).at(-1)?.turnEnd?.snapshotId ?? '';
    expect(await store.getSnapshot({ snapshotId: own })).toMatchObject({
      parentId: first.snapshotId,
      status: 'failed',
      finishReason: 'failed',
      error: { status: 'UNAVAILABLE' },
      state: { custom: { count: 2 }, messages: [user('one'), model('fine'), user('fail')] },
    });
    expect(await stored(say('again'), { init: { snapshotId: own } })).toMatchObject({
      error: { message: expect.stringContaining('is not resumable (status: failed)') },
    });
  });

  test('resuming the session steps over it, as often as it takes', async () => {
    const first = await stored(say('one'));
    const { sessionId } = first;
    for (const text of ['fail', 'fail again']) await stored(say(text), { init: { sessionId } });
    const next = await stored(say('two'), { init: { sessionId } });
    const snapshot = await store.getSnapshot({ snapshotId: next.snapshotId });
    expect(snapshot).toMatchObject({ sessionId, parentId: first.snapshotId, state: { custom: { count: 2 } } });
    expect(snapshot?.state?.messages).toEqual([user('one'), model('fine'), user('two'), model('fine')]);
  });

  test('a first turn that fails leaves nothing but its own snapshot; the session can begin anew', async () => {
    const failed = await stored(say('fail'));
    expect(failed).not.toHaveProperty('snapshotId');
    const { sessionId } = failed;
    const next = await stored(say('one'), { init: { sessionId } });
    expect(next).toMatchObject({ sessionId, finishReason: 'stop' });
    expect((await store.getSnapshot({ snapshotId: next.snapshotId }))?.state?.messages).toEqual([user('one'), model('fine')]);
  });

  test('a session that is not known begins under the given id', async () => {
    expect(await stored(say('one'), { init: { sessionId: 'my session' } })).toMatchObject({ sessionId: 'my session' });
    expect((await store.getSnapshot({ sessionId: 'my session' }))?.state?.sessionId).toBe('my session');
  });

  test('no further input is run', async () => {
    const call = stored.streamBidi({});
    for (const text of ['one', 'fail', 'two']) call.send(say(text));
    call.close();
    const ends = (await collect(call.stream)).flatMap(({ turnEnd }) => turnEnd?.finishReason ?? []);
    expect(ends).toEqual(['stop', 'failed']);
    const { snapshotId } = await call.output;
    expect(((await store.getSnapshot({ snapshotId })) as SessionSnapshot).state?.messages).toEqual([user('one'), model('fine')]);
  });

  test('a thrown value itself is not in the details', async () => {
    const agent = ai.defineCustomAgent({ name: 'leaky' }, async (session) => {
      await session.run(() => {
        throw Object.assign(new TypeError('broken'), { secret: 'token' });
      });
      return {};
    });
    expect((await agent(say('hi'))).error).toEqual({ status: 'INTERNAL', message: 'broken' });
  });

  test('details that hold a circle can be stored', async () => {
    const circle: Record<string, unknown> = { name: 'circle' };
    circle['self'] = circle;
    const agent = ai.defineCustomAgent({ name: 'circular', store }, async (session) => {
      await session.run(() => {
        throw Object.assign(new Error('round'), { details: circle });
      });
      return {};
    });
    expect((await agent(say('hi'))).error?.details).toEqual({ name: 'circle', self: '[circular]' });
  });
});
