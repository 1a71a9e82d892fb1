import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { OperationIntent, OperationStore } from '../../../engine/operations/operation-store.ts';
import { openDatabase, type Database } from '../../../providers/postgres/database.ts';
import { createPostgresOperationStore } from '../../../providers/postgres/postgres-operation-store.ts';

let database: Database;
let store: OperationStore;

beforeAll(() => {
  database = openDatabase(process.env['DATABASE_URL'] ?? '');
  store = createPostgresOperationStore(database);
});
afterAll(async () => await database.close());

function createIntent(holder = 'first', idempotencyKey: string = randomUUID()): OperationIntent {
  return { idempotencyKey, namespace: 'default', operationId: 'operation/video/1', model: 'video', holder };
}

const operation = { id: 'job', action: '/background-model/video', metadata: { said: 'Ünïcödé' } };
const since = expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/);
const inDoubt = (holder: string): unknown => ({ state: 'in_doubt', since, holder });
const running = (holder: string): unknown => ({ state: 'running', since, holder, leaseMilliseconds: expect.any(Number) });
const LEASE = 60_000;
/** Over at once. */
const NO_LEASE = -1;

test('a start is new once, then running, then in doubt, then started for good', async () => {
  const intent = createIntent();
  const second = { ...intent, holder: 'second' };
  expect(await store.begin(intent, LEASE)).toEqual({ state: 'new' });
  expect(await store.begin(second, LEASE)).toEqual(running('first'));
  await store.release(intent);
  expect(await store.begin(second, LEASE)).toEqual(inDoubt('first'));
  expect(await store.markInDoubt(second, 'first')).toBe(true);
  await store.finish(intent, operation);
  expect(await store.begin({ ...intent, holder: 'third' }, LEASE)).toEqual({ state: 'started', operation });
  expect(await store.markInDoubt(second, 'first')).toBe(false);
  expect(await store.takeOver({ ...intent, holder: 'fourth' }, { heldBy: 'first', lease: LEASE })).toBe(false);
  expect(await store.begin(intent, LEASE)).toEqual({ state: 'started', operation });
});

test('of many tries that begin at once one is new', async () => {
  const intent = createIntent();
  const begun = await Promise.all(Array.from({ length: 8 }, (_none, index) => store.begin({ ...intent, holder: `${index}` }, LEASE)));
  expect(begun.filter(({ state }) => state === 'new')).toHaveLength(1);
});

test('a try that runs is neither taken over nor doubted; one that comes back after its lease still runs', async () => {
  const intent = createIntent();
  const second = { ...intent, holder: 'second' };
  await store.begin(intent, NO_LEASE);
  const silent = await store.begin(second, LEASE);
  expect(silent).toEqual(running('first'));
  expect((silent as { leaseMilliseconds: number }).leaseMilliseconds).toBeLessThan(0);
  expect(await store.extend(intent, LEASE)).toBe(true);
  expect(await store.takeOver(second, { heldBy: 'first', lease: LEASE })).toBe(false);
  expect(await store.markInDoubt(second, 'first')).toBe(false);
  expect(await store.extend(second, LEASE)).toBe(false);
  // its own end it knows itself
  expect(await store.markInDoubt(intent, 'first')).toBe(true);
  expect(await store.extend(intent, LEASE)).toBe(false);
});

test('only the try that holds a start writes its end or takes it back', async () => {
  const intent = createIntent();
  const second = { ...intent, holder: 'second' };
  await store.begin(intent, NO_LEASE);
  await store.finish(second, operation);
  await store.withdraw(second);
  await store.release(second);
  expect(await store.begin(second, LEASE)).toEqual(running('first'));
  expect(await store.takeOver(second, { heldBy: 'nobody', lease: LEASE })).toBe(false);
  expect(await store.takeOver(second, { heldBy: 'first', lease: LEASE })).toBe(true);
  expect(await store.takeOver({ ...intent, holder: 'third' }, { heldBy: 'first', lease: LEASE })).toBe(false);
  await store.withdraw(intent);
  expect(await store.begin(intent, LEASE)).toEqual(running('second'));
  await store.withdraw(second);
  expect(await store.begin(intent, LEASE)).toEqual({ state: 'new' });
});

test('a person names the job, whoever holds the start', async () => {
  const intent = createIntent();
  await store.begin(intent, LEASE);
  await store.markInDoubt(intent, 'first');
  expect(await store.begin(intent, LEASE)).toEqual(inDoubt('first'));
  await store.adopt({ ...intent, holder: 'second' }, operation);
  expect(await store.begin(intent, LEASE)).toEqual({ state: 'started', operation });
  const other = createIntent();
  await store.adopt(other, operation);
  expect(await store.begin(other, LEASE)).toEqual({ state: 'started', operation });
});
