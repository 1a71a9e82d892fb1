import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { SessionRecords } from '../../../../engine/sessions/session-records.ts';
import { selectLeaf } from '../../../../engine/sessions/select-leaf.ts';
import { createPostgresMessageStore } from '../../../../providers/postgres/postgres-message-store.ts';
import { createPostgresSessionRecords } from '../../../../providers/postgres/sessions/create-postgres-session-records.ts';
import { createOwnDatabase } from '../own-database.ts';
import { countFrom, RUNNER, runWholeTurn, say, toBegun } from './session-rows.ts';

let database: Awaited<ReturnType<typeof createOwnDatabase>>;
let records: SessionRecords;
beforeAll(async () => {
  database = await createOwnDatabase();
  records = createPostgresSessionRecords(database);
});
afterAll(async () => await database.close());

const sayMany = (count: number, about: string) => Array.from({ length: count }, (_none, index) => say(`${about} ${index}`));

describe('begin', () => {
  test('makes a pending row, the same again where it is repeated', async () => {
    const begun = toBegun('begin', 'begin 1', { messageId: 'm', userId: 'anna' });
    expect(await records.begin('test', begun)).toEqual({ state: 'begun' });
    expect(await records.begin('test', begun)).toEqual({ state: 'begun' });
    const state = { sessionId: 'begin', messages: [], artifacts: [] };
    expect(await records.load('test', { sessionId: 'begin' })).toEqual({ snapshot: { ...begun.snapshot, state }, head: null });
    expect(await records.load('other', { sessionId: 'begin' })).toBeUndefined();
    expect(await records.load('test', { snapshotId: 'begin 2' })).toBeUndefined();
    await expect(records.begin('test', toBegun('elsewhere', 'begin 1'))).rejects.toMatchObject({ status: 'FAILED_PRECONDITION' });
    expect(await countFrom(database, "durakit.sessions where session_id = 'elsewhere'")).toBe(0);
  });

  test('takes the state of its parent; a parent that is not there is NOT_FOUND', async () => {
    const artifacts = [{ name: 'plan', parts: [{ text: 'one' }] }];
    const head = await runWholeTurn(records, { sessionId: 'parent', snapshotId: 'parent 1', custom: { zebra: 1, apple: '\0' }, artifacts });
    await records.begin('test', toBegun('parent', 'parent 2', { parentId: 'parent 1' }));
    const loaded = await records.load('test', { snapshotId: 'parent 2' });
    expect(loaded).toMatchObject({ head, snapshot: { status: 'pending', parentId: 'parent 1' } });
    const state = { sessionId: 'parent', messages: [say('parent 1')], artifacts, custom: { zebra: 1, apple: '\0' } };
    expect(JSON.stringify(loaded?.snapshot.state)).toBe(JSON.stringify(state));
    const lost = records.begin('test', toBegun('parent', 'parent 3', { parentId: 'gone' }));
    await expect(lost).rejects.toMatchObject({ status: 'NOT_FOUND', message: 'NOT_FOUND: Snapshot gone not found' });
  });

  test('goes on with a snapshot of another session, artifacts and all', async () => {
    const artifacts = [{ name: 'plan', parts: [{ text: 'theirs' }] }];
    await runWholeTurn(records, { sessionId: 'from', snapshotId: 'from 1', artifacts });
    await runWholeTurn(records, { sessionId: 'to', snapshotId: 'to 1', parentId: 'from 1' });
    await records.delete('test', 'from');
    const loaded = await records.load('test', { sessionId: 'to' });
    expect(loaded?.snapshot.state).toMatchObject({ messages: [say('from 1'), say('to 1')], artifacts });
  });

  test('a message that was sent twice is answered once', async () => {
    await runWholeTurn(records, { sessionId: 'twice', snapshotId: 'twice 1', messageId: 'm' });
    const again = await records.begin('test', toBegun('twice', 'twice 2', { messageId: 'm', runner: 'another' }));
    expect(again).toMatchObject({
      state: 'duplicate',
      snapshot: { snapshotId: 'twice 1', status: 'completed', state: { messages: [say('twice 1')] } },
    });
    expect(await records.history('test', 'twice')).toHaveLength(1);
    expect(await records.begin('test', toBegun('twice elsewhere', 'twice 3', { messageId: 'm' }))).toEqual({ state: 'begun' });
  });

  test('20 at once with one message: one begins', async () => {
    const turns = Array.from({ length: 20 }, (_none, index) => toBegun('rush', `rush ${index}`, { messageId: 'm' }));
    const outcomes = await Promise.all(turns.map((turn) => records.begin('test', turn)));
    expect(outcomes.filter(({ state }) => state === 'begun')).toHaveLength(1);
    const [row] = await records.history('test', 'rush');
    for (const outcome of outcomes) if (outcome.state === 'duplicate') expect(outcome.snapshot.snapshotId).toBe(row?.snapshotId);
    expect((await records.list({ agent: 'test' })).sessions[0]).toMatchObject({ sessionId: 'rush', turns: 1, status: 'pending' });
  });

  test('a turn whose run is gone gives its message to the next; what it still comes to is void', async () => {
    const old = toBegun('gone', 'gone 1', { messageId: 'm', runner: 'a/1' });
    await records.begin('test', old);
    const next = toBegun('gone', 'gone 2', { messageId: 'm', runner: 'a/2' });
    expect(await records.begin('test', next)).toEqual({ state: 'begun' });
    expect(await records.begin('test', next)).toEqual({ state: 'begun' });
    const [given] = await records.history('test', 'gone');
    expect(given).toMatchObject({ snapshotId: 'gone 1', status: 'failed', finishReason: 'failed' });
    expect(given?.error).toEqual({ status: 'ABORTED', message: 'its run ended before it did' });
    expect(await records.begin('test', old)).toMatchObject({ state: 'duplicate', snapshot: { snapshotId: 'gone 2' } });
    const end = { snapshot: { ...old.snapshot, status: 'completed' as const }, conversation: { head: null, delta: [say('late')] } };
    expect(await records.end('test', end)).toEqual({ outcome: 'aborted', head: null });
    expect(await records.load('test', { sessionId: 'gone' })).toMatchObject({ snapshot: { snapshotId: 'gone 2', status: 'pending' } });
  });
});

describe('end', () => {
  test('writes what changed, once', async () => {
    await runWholeTurn(records, { sessionId: 'end', snapshotId: 'end 1', custom: 1, tokens: 5, artifacts: [{ parts: [{ text: 'a' }] }] });
    const begun = toBegun('end', 'end 2', { parentId: 'end 1' });
    await records.begin('test', begun);
    const end = { snapshot: { ...begun.snapshot, status: 'completed' as const, finishReason: 'stop' as const }, tokens: 7 };
    const first = await records.end('test', end);
    expect(await records.end('test', { ...end, custom: { value: 'other' } })).toEqual(first);
    const state = { messages: [say('end 1')], custom: 1, artifacts: [{ parts: [{ text: 'a' }] }] };
    expect(await records.load('test', { sessionId: 'end' })).toMatchObject({ snapshot: { ...end.snapshot, state }, head: first.head });
    expect((await records.list({})).sessions[0]).toMatchObject({ sessionId: 'end', turns: 2, tokens: 12, messages: 1, preview: 'end 1' });
    expect(await countFrom(database, "durakit.artifacts where session_id = 'end'")).toBe(1);
  });

  test('custom can become undefined, a conversation shorter or empty', async () => {
    await runWholeTurn(records, { sessionId: 'less', snapshotId: 'less 1', custom: 1, messages: sayMany(3, 'less') });
    const begun = toBegun('less', 'less 2', { parentId: 'less 1' });
    await records.begin('test', begun);
    const snapshot = { ...begun.snapshot, status: 'completed' as const };
    await records.end('test', { snapshot, custom: {}, artifacts: [], conversation: { head: null, delta: [] } });
    const loaded = await records.load('test', { sessionId: 'less' });
    expect(loaded).toEqual({ head: null, snapshot: { ...snapshot, state: { sessionId: 'less', messages: [], artifacts: [] } } });
    expect(await countFrom(database, "durakit.message_pins where owner = 'snapshot/test/less%202'")).toBe(0);
  });

  test('of a turn that nobody began, or whose session is deleted, is void', async () => {
    const { snapshot } = toBegun('never', 'never 1');
    expect(await records.end('test', { snapshot: { ...snapshot, status: 'completed' } })).toEqual({ outcome: 'aborted', head: null });
    expect(await countFrom(database, "durakit.sessions where session_id = 'never'")).toBe(0);
  });

  test('a conversation may be the end of another one', async () => {
    const store = createPostgresMessageStore(database);
    const others = sayMany(10, 'other');
    const of = await store.append(null, others);
    const begun = toBegun('tail', 'tail 1');
    await records.begin('test', begun);
    const snapshot = { ...begun.snapshot, status: 'completed' as const };
    const delta = [say('system', 'system'), { of, last: 3 }, say('after'), { of, last: 1 }];
    const { head } = await records.end('test', { snapshot, conversation: { head: null, delta } });
    const messages = [say('system', 'system'), ...others.slice(7), say('after'), ...others.slice(9)];
    expect(await store.load(String(head))).toEqual(messages);
    const whole = toBegun('tail', 'tail 2', { parentId: 'tail 1' });
    await records.begin('test', whole);
    const before = await countFrom(database, 'durakit.messages');
    const same = await records.end('test', {
      snapshot: { ...whole.snapshot, status: 'completed' },
      conversation: { head: null, delta: [{ of, last: 10 }] },
    });
    expect(same.head).toBe(of);
    expect(await countFrom(database, 'durakit.messages')).toBe(before);
  });

  test.each([
    ['an unknown head', { head: 'f'.repeat(64), delta: [] }, 'NOT_FOUND'],
    ['an unknown tail', { head: null, delta: [{ of: 'f'.repeat(64), last: 1 }] }, 'NOT_FOUND'],
    ['what is no head', { head: null, delta: [{ of: "'", last: 1 }] }, 'NOT_FOUND'],
    ['no messages of a tail', { head: null, delta: [{ of: 'f'.repeat(64), last: 0 }] }, 'INVALID_ARGUMENT'],
  ])('%s is refused, and the row stays pending', async (what, conversation, status) => {
    const begun = toBegun(what, what);
    await records.begin('refused', begun);
    const end = records.end('refused', { snapshot: { ...begun.snapshot, status: 'completed' }, conversation });
    await expect(end).rejects.toMatchObject({ status });
    expect(await records.load('refused', { sessionId: what })).toMatchObject({ snapshot: { status: 'pending' } });
  });

  test('a session of 1,000 messages: two more are two rows, and two in the statements', async () => {
    await runWholeTurn(records, { sessionId: 'long', snapshotId: 'long 1', messages: sayMany(1_000, 'long') });
    const parent = await records.load('test', { sessionId: 'long' });
    const begun = toBegun('long', 'long 2', { parentId: 'long 1' });
    await records.begin('test', begun);
    const parameters: unknown[] = [];
    const client = await database.pool.connect();
    const query = client.query.bind(client);
    client.query = ((config: unknown, values: unknown, ...rest: never[]) => {
      parameters.push(values);
      return (query as (...given: unknown[]) => unknown)(config, values, ...rest);
    }) as typeof client.query;
    client.release();
    const before = await countFrom(database, 'durakit.messages');
    const conversation = { head: parent?.head ?? null, delta: [say('new 1'), say('new 2')] };
    await records.end('test', { snapshot: { ...begun.snapshot, status: 'completed' }, conversation });
    expect((await countFrom(database, 'durakit.messages')) - before).toBe(2);
    const sent = JSON.stringify(parameters);
    expect(sent).toContain('new 2');
    expect(sent).not.toContain('long 999');
    expect(sent.length).toBeLessThan(5_000);
    expect(await countFrom(database, "durakit.session_messages where session_id = 'long'")).toBe(1_002);
    expect(await countFrom(database, "durakit.session_messages where snapshot_id = 'long 2'")).toBe(2);
  });
});

describe('abort', () => {
  test('gives the status before, wins over a later end, and is no error for unknown ids', async () => {
    const begun = toBegun('abort', 'abort 1');
    await records.begin('test', begun);
    expect(await records.abort('test', 'abort 1')).toBe('pending');
    expect(await records.abort('test', 'abort 1')).toBe('aborted');
    expect(await records.abort('test', 'abort 2')).toBeUndefined();
    const end = { snapshot: { ...begun.snapshot, status: 'completed' as const }, conversation: { head: null, delta: [say('late')] } };
    expect(await records.end('test', end)).toEqual({ outcome: 'aborted', head: null });
    expect(await records.load('test', { sessionId: 'abort' })).toMatchObject({ snapshot: { status: 'aborted' } });
    expect((await records.list({})).sessions[0]).toMatchObject({ sessionId: 'abort', status: 'aborted' });
    await runWholeTurn(records, { sessionId: 'abort', snapshotId: 'abort 3' });
    expect(await records.abort('test', 'abort 3')).toBe('completed');
    expect(await records.load('test', { snapshotId: 'abort 3' })).toMatchObject({ snapshot: { status: 'completed' } });
  });

  test('beside an end: one of them wins, and both say which', async () => {
    for (let round = 0; round < 20; round++) {
      const begun = toBegun('race', `race ${round}`);
      await records.begin('test', begun);
      const end = { snapshot: { ...begun.snapshot, status: 'completed' as const }, conversation: { head: null, delta: [say('x')] } };
      const [ended, before] = await Promise.all([records.end('test', end), records.abort('test', `race ${round}`)]);
      const loaded = await records.load('test', { snapshotId: `race ${round}` });
      expect([ended.outcome, before, loaded?.snapshot.status]).toEqual(
        ended.outcome === 'saved' ? ['saved', 'completed', 'completed'] : ['aborted', 'pending', 'aborted'],
      );
    }
  });
});

describe('branches', () => {
  test('two snapshots of one parent have the common beginning once', async () => {
    await runWholeTurn(records, { sessionId: 'branch', snapshotId: 'root', messages: sayMany(5, 'branch') });
    const before = await countFrom(database, 'durakit.messages');
    await Promise.all(
      ['left', 'right'].map((snapshotId) =>
        runWholeTurn(records, { sessionId: 'branch', snapshotId, parentId: 'root', messages: [say(snapshotId)] }),
      ),
    );
    expect((await countFrom(database, 'durakit.messages')) - before).toBe(2);
    expect(await countFrom(database, "durakit.session_messages where session_id = 'branch'")).toBe(7);
    for (const snapshotId of ['left', 'right']) {
      const loaded = await records.load('test', { snapshotId });
      expect(loaded?.snapshot.state?.messages).toEqual([...sayMany(5, 'branch'), say(snapshotId)]);
    }
    expect((await records.history('test', 'branch')).map(({ parentId }) => parentId)).toEqual([undefined, 'root', 'root']);
  });

  test('the rows and selectLeaf agree on the leaf', async () => {
    const statuses = ['completed', 'failed', 'aborted', 'pending'] as const;
    let seed = 7;
    const next = (below: number): number => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) % below;
    for (let round = 0; round < 25; round++) {
      const sessionId = `leaf ${round}`;
      for (let index = 0; index < 1 + (round % 6); index++) {
        const parentId = index === 0 || next(4) === 0 ? null : `${sessionId}/${next(index)}`;
        const status = statuses[next(4)];
        await database.pool.query(
          `insert into durakit.snapshots (agent, session_id, snapshot_id, parent_id, status, runner, created_at) values ('leaf', $1, $2, $3, $4, $5, $6)`,
          [sessionId, `${sessionId}/${index}`, parentId, status, RUNNER, new Date(1_000 * next(3))],
        );
      }
      const wanted = selectLeaf(await records.history('leaf', sessionId), { sessionId });
      expect((await records.load('leaf', { sessionId }))?.snapshot.snapshotId).toBe(wanted?.snapshotId);
    }
    await database.pool.query(
      `insert into durakit.snapshots (agent, session_id, snapshot_id, parent_id, created_at) values ('leaf', 'cycle', 'a', 'b', now()), ('leaf', 'cycle', 'b', 'a', now())`,
    );
    await expect(records.load('leaf', { sessionId: 'cycle' })).rejects.toMatchObject({ status: 'FAILED_PRECONDITION' });
  });
});
