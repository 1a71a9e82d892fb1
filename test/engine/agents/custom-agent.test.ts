import { describe, expect, test } from '@jest/globals';
import { InMemorySessionStore } from '../../../index.ts';
import type { AgentStreamChunk } from '../../../schemas/agent-stream-chunk.ts';
import { collect, createApp, model, say, user } from './agent-words.ts';

const ai = createApp();

const echo = ai.defineCustomAgent({ name: 'echo' }, async (session) => {
  await session.run(async ({ message }) => {
    const [part] = message?.content ?? [];
    session.addMessages([model(`echo: ${part !== undefined && 'text' in part ? part.text : ''}`)]);
    return { finishReason: 'stop' };
  });
  const message = session.getMessages().at(-1);
  return message === undefined ? {} : { message };
});

describe('a custom agent without a store', () => {
  test('gives its whole state, with a new session id', async () => {
    const { result } = await echo.run(say('hi'));
    expect(result).toEqual({
      sessionId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      message: model('echo: hi'),
      finishReason: 'stop',
      state: { sessionId: result.sessionId, custom: undefined, messages: [user('hi'), model('echo: hi')], artifacts: [] },
    });
  });

  test('goes on from the state that it is given, and keeps the session id', async () => {
    const first = await echo(say('one'));
    const second = await echo(say('two'), { init: { state: first.state } });
    expect(second.sessionId).toBe(first.sessionId);
    expect(second.state?.messages).toEqual([user('one'), model('echo: one'), user('two'), model('echo: two')]);
  });

  test('runs several inputs of one call in order, each a turn', async () => {
    const call = echo.streamBidi({});
    call.send(say('one'));
    call.send(say('two'));
    call.close();
    const chunks = await collect(call.stream);
    expect(chunks).toEqual([{ turnEnd: { finishReason: 'stop' } }, { turnEnd: { finishReason: 'stop' } }]);
    expect((await call.output).state?.messages).toHaveLength(4);
  });

  test('a call with inputs of its own takes no others', async () => {
    const inputStream = (async function* () {
      yield say('given');
    })();
    const call = echo.streamBidi({}, { inputStream });
    expect(() => call.send(say('more'))).toThrow('Cannot send to a provided stream.');
    expect(() => call.close()).toThrow('Cannot close a provided stream.');
    expect((await call.output).message).toEqual(model('echo: given'));
  });

  test('an input or a state that does not fit is refused', async () => {
    await expect(echo({ message: { role: 'nobody' } } as never)).rejects.toMatchObject({
      status: 'INVALID_ARGUMENT',
      message: expect.stringContaining('Schema validation failed. Parse Errors:'),
    });
    const output = await echo(say('x'), { init: { state: { messages: 'none' } } as never });
    expect(output).toMatchObject({ finishReason: 'failed', error: { status: 'INVALID_ARGUMENT' } });
  });
});

describe('the session runner', () => {
  test('tells each turn its place, and saves under it', async () => {
    const store = new InMemorySessionStore();
    const places: unknown[] = [];
    const agent = ai.defineCustomAgent({ name: 'places', store }, async (session) => {
      await session.run((_input, turn) => void places.push(turn));
      return {};
    });
    const call = agent.streamBidi();
    call.send(say('one'));
    call.send(say('two'));
    call.close();
    const { snapshotId, sessionId } = await call.output;
    const chunks = await collect(call.stream);
    const first = (chunks[0]?.turnEnd ?? {}).snapshotId ?? '';
    expect(places).toEqual([
      { snapshotId: first, parentSnapshotId: undefined, turnIndex: 0 },
      { snapshotId, parentSnapshotId: first, turnIndex: 1 },
    ]);
    expect(chunks).toEqual([{ turnEnd: { snapshotId: first } }, { turnEnd: { snapshotId } }]);
    const snapshot = await store.getSnapshot({ snapshotId });
    expect(snapshot).toEqual({
      snapshotId,
      sessionId,
      parentId: first,
      createdAt: expect.stringMatching(/^\d{4}-.*Z$/),
      updatedAt: expect.stringMatching(/^\d{4}-.*Z$/),
      status: 'completed',
      state: { sessionId, custom: undefined, messages: [user('one'), user('two')], artifacts: [] },
    });
    expect((await store.getSnapshot({ snapshotId: first }))?.parentId).toBeUndefined();
    await agent(say('three'), { init: { snapshotId } });
    expect(places[2]).toMatchObject({ parentSnapshotId: snapshotId, turnIndex: 0 });
  });

  test('has the methods of the session, the finish reason, and the surroundings', async () => {
    const agent = ai.defineCustomAgent({ name: 'methods' }, async (session, { context, abortSignal }) => {
      await session.run(async () => {
        session.setMessages([user('set')]);
        session.addMessages([model('added')]);
        const { app, tenant } = context as { app: string; tenant: string };
        session.updateCustom(() => ({ app, tenant, aborted: abortSignal.aborted }));
        session.addArtifacts([{ name: 'file', parts: [{ text: 'x' }] }]);
        return { finishReason: 'length' };
      });
      expect(session.getState()).toMatchObject({ custom: session.getCustom(), messages: session.getMessages() });
      expect(session.turnIndex).toBe(1);
      expect(session.lastTurnFinishReason).toBe('length');
      return { artifacts: session.getArtifacts(), finishReason: 'stop' };
    });
    expect(await agent(say('hi'), { context: { tenant: 't' } })).toMatchObject({
      finishReason: 'stop',
      artifacts: [{ name: 'file' }],
      state: { custom: { app: 'agents', tenant: 't', aborted: false }, messages: [user('set'), model('added')] },
    });
  });

  test('no reason is no reason', async () => {
    const agent = ai.defineCustomAgent({ name: 'silent' }, async (session) => {
      await session.run(() => undefined);
      return {};
    });
    expect(await agent(say('hi'))).not.toHaveProperty('finishReason');
    expect(await collect(agent.stream(say('hi')).stream)).toEqual([{ turnEnd: {} }]);
  });

  test('what is changed after the last turn is saved too', async () => {
    const store = new InMemorySessionStore();
    const agent = ai.defineCustomAgent({ name: 'after', store }, async (session) => {
      await session.run(() => ({ finishReason: 'stop' as const }));
      session.updateCustom(() => 'after');
      return {};
    });
    const { stream, output } = agent.stream(say('hi'));
    const { snapshotId } = await output;
    const ends = (await collect(stream)).flatMap(({ turnEnd }) => turnEnd?.snapshotId ?? []);
    expect(ends).not.toContain(snapshotId);
    expect(await store.getSnapshot({ snapshotId })).toMatchObject({ parentId: ends[0], status: 'completed', state: { custom: 'after' } });
  });

  test('is the session that the code around runs in', async () => {
    const tool = ai.defineTool({ name: 'countUp', description: 'counts' }, async () => {
      ai.currentSession<number>().updateCustom((count = 0) => count + 1);
      return 'counted';
    });
    const agent = ai.defineCustomAgent({ name: 'current' }, async (session) => {
      await session.run(async () => void (await tool(undefined)));
      return {};
    });
    expect((await agent(say('hi'))).state?.custom).toBe(1);
    expect(() => ai.currentSession()).toThrow('not running within a session');
  });

  test('what the function itself throws is thrown', async () => {
    const agent = ai.defineCustomAgent({ name: 'throws' }, async () => {
      throw new RangeError('outside of a turn');
    });
    await expect(agent(say('hi'))).rejects.toThrow('outside of a turn');
  });
});

describe('chunks', () => {
  test('the first patch of a turn is whole, those after it are changes', async () => {
    const agent = ai.defineCustomAgent<{ n: number; list: string[] }>({ name: 'patches' }, async (session) => {
      await session.run(() => {
        session.updateCustom((custom) => ({ n: (custom?.n ?? 0) + 1, list: custom?.list ?? [] }));
        session.updateCustom((custom) => ({ n: custom?.n ?? 0, list: [...(custom?.list ?? []), 'x'] }));
        session.updateCustom((custom) => custom ?? { n: 0, list: [] });
      });
      return {};
    });
    const call = agent.streamBidi({});
    call.send(say('one'));
    call.send(say('two'));
    call.close();
    expect(await collect(call.stream)).toEqual([
      { customPatch: [{ op: 'replace', path: '', value: { n: 1, list: [] } }] },
      { customPatch: [{ op: 'add', path: '/list/-', value: 'x' }] },
      { turnEnd: {} },
      { customPatch: [{ op: 'replace', path: '', value: { n: 2, list: ['x'] } }] },
      { customPatch: [{ op: 'add', path: '/list/-', value: 'x' }] },
      { turnEnd: {} },
    ]);
  });

  test('artifacts, new and replaced, and what the function sends', async () => {
    const file = (text: string) => ({ name: 'file', parts: [{ text }] });
    const agent = ai.defineCustomAgent({ name: 'artifacts' }, async (session, { sendChunk }) => {
      await session.run(() => {
        session.addArtifacts([file('1')]);
        session.addArtifacts([file('2')]);
        sendChunk({ modelChunk: { content: [{ text: 'own' }] } });
      });
      return { artifacts: session.getArtifacts() };
    });
    const { stream, output } = agent.stream(say('hi'));
    expect(await collect(stream)).toEqual([
      { artifact: file('1') },
      { artifact: file('2') },
      { modelChunk: { content: [{ text: 'own' }] } },
      { turnEnd: {} },
    ]);
    expect((await output).artifacts).toEqual([file('2')]);
  });

  test('a listener that throws ends no turn', async () => {
    const onChunk = (): never => {
      throw new Error('the stream is closed');
    };
    expect(await echo(say('hi'), { onChunk })).toMatchObject({ finishReason: 'stop' });
  });
});

describe('clientTransform', () => {
  const hidden = { name: 'hidden', clientTransform: { state: (state: object) => ({ ...state, custom: { shown: true } }) } };

  test('changes the state of the output and of patches', async () => {
    const agent = ai.defineCustomAgent(hidden, async (session) => {
      await session.run(() => session.updateCustom(() => ({ secret: 1 })));
      return {};
    });
    const { stream, output } = agent.stream(say('hi'));
    expect(await collect(stream)).toEqual([{ customPatch: [{ op: 'replace', path: '', value: { shown: true } }] }, { turnEnd: {} }]);
    expect((await output).state).toMatchObject({ custom: { shown: true }, messages: [user('hi')] });
  });

  test('changes snapshots that are read, and not the stored ones', async () => {
    const store = new InMemorySessionStore();
    const agent = ai.defineCustomAgent({ ...hidden, name: 'hidden-stored', store }, async (session) => {
      await session.run(() => session.updateCustom(() => ({ secret: 1 })));
      return {};
    });
    const { snapshotId = '' } = await agent(say('hi'));
    expect((await agent.getSnapshot(snapshotId))?.state?.custom).toEqual({ shown: true });
    expect((await agent.getSnapshotDataAction({ snapshotId })).state?.custom).toEqual({ shown: true });
    expect((await store.getSnapshot({ snapshotId }))?.state?.custom).toEqual({ secret: 1 });
  });

  test('changes chunks, and drops them; one that throws drops them as well', async () => {
    const chunk = ({ modelChunk, turnEnd }: AgentStreamChunk): AgentStreamChunk | null => {
      if (turnEnd !== undefined) throw new Error('no');
      return modelChunk === undefined ? null : { modelChunk: { content: [{ text: 'shown' }] } };
    };
    const agent = ai.defineCustomAgent({ name: 'reshaped', clientTransform: { chunk } }, async (session, { sendChunk }) => {
      await session.run(() => {
        sendChunk({ modelChunk: { content: [{ text: 'hidden' }] } });
        session.addArtifacts([{ parts: [] }]);
      });
      return {};
    });
    expect(await collect(agent.stream(say('hi')).stream)).toEqual([{ modelChunk: { content: [{ text: 'shown' }] } }]);
  });
});
