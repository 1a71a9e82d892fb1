import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { EffectCall, EffectStore } from '../../../engine/effect-store.ts';
import { toFailureData } from '../../../engine/failure.ts';
import { openDatabase, type Database } from '../../../providers/postgres/database.ts';
import { createPostgresEffectStore } from '../../../providers/postgres/postgres-effect-store.ts';
import { createMemoryEffectStore } from '../../activities/effects/memory-effect-store.ts';

const url = process.env['DATABASE_URL'] ?? '';
let database: Database;

beforeAll(() => void (database = openDatabase(url)));
afterAll(async () => await database.close());

function createCall(holder = 'first', callId: string = randomUUID()): EffectCall {
  return { callId, workflowId: 'flow/pay/1', runId: 'r', place: '5', tool: '/tool/refund', inputHash: 'h', number: 1, holder };
}

const inDoubt = { state: 'in-doubt', since: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) as unknown, holder: 'first' };

describe.each<[string, () => EffectStore]>([
  ['in PostgreSQL', () => createPostgresEffectStore(database)],
  ['in memory, for the unit tests', createMemoryEffectStore],
])('effects %s', (_where, create) => {
  test('a call is new once, then in doubt', async () => {
    const [store, call] = [create(), createCall()];
    expect(await store.begin(call)).toEqual({ state: 'new' });
    expect(await store.begin({ ...call, holder: 'second' })).toEqual(inDoubt);
  });

  test('of many tries that begin at once one is new', async () => {
    const [store, call] = [create(), createCall()];
    const begun = await Promise.all(Array.from({ length: 8 }, async (_none, index) => await store.begin({ ...call, holder: `${index}` })));
    expect(begun.filter(({ state }) => state === 'new')).toHaveLength(1);
  });

  test.each([
    ['a value', { state: 'returned', output: { text: 'zero \u0000, Ünïcödé', list: [1, null] } }],
    ['nothing', { state: 'returned', output: undefined }],
    ['an error', { state: 'threw', failure: toFailureData(new Error('closed')) }],
  ] as const)('%s is given as it was written, and the first outcome stays', async (_what, outcome) => {
    const [store, call] = [create(), createCall()];
    await store.begin(call);
    await store.finish(call, outcome);
    await store.finish(call, { state: 'returned', output: 'another' });
    await store.withdraw(call);
    expect(await store.begin({ ...call, holder: 'second' })).toEqual(outcome);
    expect(await store.renew({ ...call, holder: 'second' }, 'first')).toBe(false);
  });

  test('only the try that holds a call writes', async () => {
    const [store, call] = [create(), createCall()];
    const second = { ...call, holder: 'second' };
    await store.begin(call);
    expect(await store.renew(second, 'first')).toBe(true);
    expect(await store.renew({ ...call, holder: 'third' }, 'first')).toBe(false);
    await store.finish(call, { state: 'returned', output: 'late' });
    await store.withdraw(call);
    expect(await store.begin(call)).toEqual({ ...inDoubt, holder: 'second' });
    await store.withdraw(second);
    expect(await store.begin(call)).toEqual({ state: 'new' });
  });
});

test('of many tries that take a call over at once one does', async () => {
  const [store, call] = [createPostgresEffectStore(database), createCall()];
  await store.begin(call);
  const taken = await Promise.all(
    Array.from({ length: 8 }, async (_none, index) => await store.renew({ ...call, holder: `${index}` }, 'first')),
  );
  expect(taken.filter((isTaken) => isTaken)).toHaveLength(1);
});

test('a database without the table says what to do', async () => {
  const name = `bare_${randomUUID().replaceAll('-', '')}`;
  await database.pool.query(`create database ${name}`);
  const bare = openDatabase(Object.assign(new URL(url), { pathname: `/${name}` }).href);
  try {
    const begun = createPostgresEffectStore(bare).begin(createCall());
    await expect(begun).rejects.toMatchObject({ status: 'FAILED_PRECONDITION' });
    await expect(begun).rejects.toThrow('run `durakit migrate`');
  } finally {
    await bare.close();
    await database.pool.query(`drop database ${name}`);
  }
});
