import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { SessionSnapshot } from '../../../../schemas/session-snapshot.ts';
import { PostgresSessionStore } from '../../../../providers/postgres/sessions/postgres-session-store.ts';
import { describeSessionStore } from '../../../engine/sessions/describe-session-store.ts';
import { waitUntil } from '../../../setup/wait-until.ts';
import { createOwnDatabase } from '../own-database.ts';

let database: Awaited<ReturnType<typeof createOwnDatabase>>;
beforeAll(async () => {
  database = await createOwnDatabase();
});
afterAll(async () => await database.close());

describeSessionStore('PostgresSessionStore', {
  create: (options) => new PostgresSessionStore({ ...options, databaseUrl: database.url }),
  until: (condition) => waitUntil('the change is told', condition),
});

const createdAt = '2026-01-01T00:00:00.000Z';

async function count(statement: string, ...values: unknown[]): Promise<number> {
  const { rows } = await database.pool.query<{ count: number }>(`select count(*)::int as count from ${statement}`, values);
  return rows[0]?.count ?? -1;
}

async function countConnections(like: string): Promise<number> {
  return await count('pg_stat_activity where datname = current_database() and application_name like $1', like);
}

/** In a process of its own: gives how it ended. */
async function run(body: string): Promise<number | null> {
  const file = new URL('../../../../providers/postgres/sessions/postgres-session-store.ts', import.meta.url).href;
  const script = `import { PostgresSessionStore } from ${JSON.stringify(file)}; const store = new PostgresSessionStore({ databaseUrl: process.env.OWN_URL }); ${body}`;
  const env = { ...process.env, OWN_URL: database.url };
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', script], {
    env,
    stdio: 'inherit',
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
}

describe('rows', () => {
  test.each<[string, SessionSnapshot['state']]>([
    ['no state', undefined],
    ['an empty state', {}],
    ['parts in another order', { artifacts: [], custom: { zebra: 1, apple: [{}, null] }, messages: [], sessionId: 'of the state' }],
    ['custom null', { custom: null }],
    ['no artifacts', { messages: [{ content: [{ text: 'hi' }], role: 'user' }] }],
    ['NUL and surrogates', { custom: { 'a\0b': '\0 \ud83d 😀' }, artifacts: [{ name: 'a\0b', parts: [{ text: '\0' }] }] }],
    ['two equal artifacts', { artifacts: [{ parts: [{ text: 'same' }] }, { parts: [{ text: 'same' }] }] }],
    ['__proto__', { custom: JSON.parse('{"__proto__":{"x":1},"constructor":1}') as unknown }],
  ])('%s comes back to the byte', async (name, state) => {
    const store = new PostgresSessionStore({ agent: 'bytes', databaseUrl: database.url });
    const snapshot = { createdAt, sessionId: name, status: 'completed' as const, ...(state !== undefined && { state }) };
    await store.saveSnapshot(name, () => snapshot);
    const loaded = await store.getSnapshot({ snapshotId: name });
    expect(JSON.stringify(loaded?.state)).toBe(JSON.stringify(state));
    expect(loaded).toEqual({ ...snapshot, snapshotId: name });
  });

  test('all that a row has comes back, and goes again', async () => {
    const store = new PostgresSessionStore({ agent: 'columns', databaseUrl: database.url });
    const full = {
      sessionId: 'columns',
      parentId: 'gone',
      createdAt,
      updatedAt: '2026-01-01T00:00:00.001Z',
      heartbeatAt: '2026-01-01T00:00:00.002Z',
      status: 'failed' as const,
      finishReason: 'failed' as const,
      error: { status: 'INTERNAL', message: 'no\0thing', details: { z: 1, a: [2] } },
    };
    await store.saveSnapshot('columns', () => full);
    expect(await store.getSnapshot({ snapshotId: 'columns' })).toEqual({ ...full, snapshotId: 'columns' });
    await store.saveSnapshot('columns', () => ({ createdAt }));
    expect(await store.getSnapshot({ snapshotId: 'columns' })).toEqual({ createdAt, snapshotId: 'columns' });
  });

  test('agents do not see each other', async () => {
    const [anna, bert] = ['anna', 'bert'].map((agent) => new PostgresSessionStore({ agent, databaseUrl: database.url }));
    await anna?.saveSnapshot('same', () => ({ createdAt, sessionId: 'same', state: { custom: 'anna' } }));
    await bert?.saveSnapshot('same', () => ({ createdAt, sessionId: 'same', state: { custom: 'bert' } }));
    expect(await anna?.getSnapshot({ sessionId: 'same' })).toMatchObject({ state: { custom: 'anna' } });
    expect(await bert?.getSnapshot({ snapshotId: 'same' })).toMatchObject({ state: { custom: 'bert' } });
  });

  test('a snapshot stores what its parent has not', async () => {
    const store = new PostgresSessionStore({ agent: 'lean', databaseUrl: database.url });
    const messages = Array.from({ length: 50 }, (_none, index) => ({ role: 'user' as const, content: [{ text: `lean ${index}` }] }));
    const artifacts = [{ name: 'plan', parts: [{ text: 'stays' }] }];
    let parentId: string | undefined;
    for (const length of [10, 20, 50]) {
      const state = { messages: messages.slice(0, length), artifacts };
      const row = { createdAt, sessionId: 'lean', state, ...(parentId !== undefined && { parentId }) };
      parentId = (await store.saveSnapshot(`lean ${length}`, () => row)) ?? '';
    }
    expect((await store.getSnapshot({ sessionId: 'lean' }))?.state).toEqual({ messages, artifacts });
    expect(await count("durakit.messages where json like '%lean %'")).toBe(50);
    expect(await count("durakit.artifacts where agent = 'lean'")).toBe(1);
    expect(await count("durakit.message_pins where owner like 'snapshot/lean/%'")).toBe(3);
    expect(await count("durakit.session_messages where agent = 'lean'")).toBe(50);
    expect(await count("durakit.sessions where agent = 'lean' and turns = 3 and messages = 50 and preview = 'lean 49'")).toBe(1);
    const shorter = { createdAt, sessionId: 'lean', state: { messages: messages.slice(3, 5) } };
    await store.saveSnapshot('lean 50', () => shorter);
    expect(await store.getSnapshot({ snapshotId: 'lean 50' })).toEqual({ ...shorter, snapshotId: 'lean 50' });
    expect(await count("durakit.message_pins where owner like 'snapshot/lean/%'")).toBe(3);
  });

  test('20 writers that make one row wait for each other', async () => {
    const store = new PostgresSessionStore<number>({ agent: 'new', databaseUrl: database.url });
    const add = (): Promise<unknown> =>
      store.saveSnapshot('one', (current) => ({ createdAt, sessionId: 'new', state: { custom: (current?.state?.custom ?? 0) + 1 } }));
    await Promise.all(Array.from({ length: 20 }, add));
    expect(await store.getSnapshot({ snapshotId: 'one' })).toMatchObject({ state: { custom: 20 } });
  });

  test.each(['a\0b', 'half \ud83d', 'x'.repeat(801)])('an id that PostgreSQL cannot keep is refused: %#', async (id) => {
    const store = new PostgresSessionStore({ databaseUrl: database.url });
    const refused = { status: 'INVALID_ARGUMENT' };
    await expect(store.getSnapshot({ snapshotId: id })).rejects.toMatchObject(refused);
    await expect(store.saveSnapshot(id, () => ({ createdAt }))).rejects.toMatchObject(refused);
    await expect(store.saveSnapshot('x', () => ({ createdAt, sessionId: id }))).rejects.toMatchObject(refused);
    expect(() => store.onSnapshotStateChange(id, () => undefined)).toThrow('INVALID_ARGUMENT');
    await expect(store.saveSnapshot('x', () => ({ createdAt: 'yesterday' }))).rejects.toMatchObject(refused);
  });
});

describe('watches', () => {
  test('one connection for all, which the last one closes; other processes are heard', async () => {
    const store = new PostgresSessionStore({ agent: 'watch', databaseUrl: database.url });
    const seen: unknown[] = [];
    const stops = ['one', 'two', 'one'].map((id) => store.onSnapshotStateChange(id, (row) => seen.push([row.snapshotId, row.status])));
    await waitUntil('it listens', async () => (await countConnections('durakit listen%')) === 1);
    await store.saveSnapshot('one', () => ({ createdAt, status: 'pending' }));
    await waitUntil('both are told', () => seen.length >= 2);
    expect(seen.every((entry) => JSON.stringify(entry) === '["one","pending"]')).toBe(true);
    stops[0]?.();
    stops[0]?.();
    stops[1]?.();
    expect(await countConnections('durakit listen%')).toBe(1);
    await database.pool.query("select pg_notify('durakit_snapshots', 'not ours'), pg_notify('durakit_snapshots', '[1]')");
    await database.pool.query(`update durakit.snapshots set status = 'aborted' where agent = 'watch' and snapshot_id = 'one'`);
    await database.pool.query(`select pg_notify('durakit_snapshots', '["watch","one"]')`);
    await waitUntil('it is told', () => seen.some((entry) => JSON.stringify(entry) === '["one","aborted"]'));
    stops[2]?.();
    await waitUntil('the connection is closed', async () => (await countConnections('durakit listen%')) === 0);
  });

  test('what was changed while the connection was away is told when it is back', async () => {
    const store = new PostgresSessionStore({ agent: 'away', databaseUrl: database.url });
    await store.saveSnapshot('one', () => ({ createdAt, status: 'pending' }));
    const seen: unknown[] = [];
    const stop = store.onSnapshotStateChange('one', ({ status }) => seen.push(status));
    await waitUntil('it listens', () => seen.length > 0);
    await database.pool.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name like 'durakit listen%'",
    );
    await database.pool.query(`update durakit.snapshots set status = 'aborted' where agent = 'away'`);
    await waitUntil('it is told', () => seen.includes('aborted'));
    stop();
  });
});

describe('the process', () => {
  test('ends where the store is not used, where it was used, and where a watch was ended', async () => {
    expect(await run('')).toBe(0);
    expect(await run(`await store.saveSnapshot('process', () => ({ createdAt: '${createdAt}' }));`)).toBe(0);
    expect(
      await run(`await new Promise((told) => { const stop = store.onSnapshotStateChange('process', () => { stop(); told(); }); });`),
    ).toBe(0);
  });
});

describe('a database', () => {
  test('that is away is UNAVAILABLE, one without our tables FAILED_PRECONDITION', async () => {
    const ask = "new PostgresSessionStore({ databaseUrl: 'postgres://nobody@127.0.0.1:1/nothing' }).getSnapshot({ snapshotId: 'x' })";
    expect(await run(`process.exitCode = await ${ask}.catch(({ status, cause }) => (status === 'UNAVAILABLE' && cause ? 7 : 1));`)).toBe(7);
    await using empty = await createOwnDatabase({ isMigrated: false });
    const early = new PostgresSessionStore({ databaseUrl: empty.url });
    await expect(early.saveSnapshot('x', () => ({ createdAt, sessionId: 'secret' }))).rejects.toMatchObject({
      status: 'FAILED_PRECONDITION',
      message: expect.stringMatching(/durakit migrate/),
    });
  });

  test('must be named', async () => {
    const before = process.env['DATABASE_URL'];
    delete process.env['DATABASE_URL'];
    try {
      const store = new PostgresSessionStore();
      await expect(store.getSnapshot({ snapshotId: 'x' })).rejects.toMatchObject({
        status: 'FAILED_PRECONDITION',
        message: expect.stringContaining('DATABASE_URL'),
      });
    } finally {
      process.env['DATABASE_URL'] = before;
    }
  });
});
