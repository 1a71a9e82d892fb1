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
const inDoubt = (holder: string): unknown => ({ state: 'in_doubt', since: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/), holder });

test('a start is new once, then in doubt, then started for good', async () => {
  const intent = createIntent();
  expect(await store.begin(intent)).toEqual({ state: 'new' });
  expect(await store.begin({ ...intent, holder: 'second' })).toEqual(inDoubt('first'));
  await store.finish(intent, operation);
  expect(await store.begin({ ...intent, holder: 'third' })).toEqual({ state: 'started', operation });
  await store.markInDoubt(intent);
  expect(await store.renew({ ...intent, holder: 'fourth' }, 'first')).toBe(false);
  expect(await store.begin(intent)).toEqual({ state: 'started', operation });
});

test('of many tries that begin at once one is new', async () => {
  const intent = createIntent();
  const begun = await Promise.all(Array.from({ length: 8 }, (_none, index) => store.begin({ ...intent, holder: `${index}` })));
  expect(begun.filter(({ state }) => state === 'new')).toHaveLength(1);
});

test('only the try that holds a start writes its end or takes it back', async () => {
  const intent = createIntent();
  const second = { ...intent, holder: 'second' };
  await store.begin(intent);
  await store.finish(second, operation);
  await store.withdraw(second);
  expect(await store.begin(second)).toEqual(inDoubt('first'));
  expect(await store.renew(second, 'nobody')).toBe(false);
  expect(await store.renew(second, 'first')).toBe(true);
  expect(await store.renew({ ...intent, holder: 'third' }, 'first')).toBe(false);
  await store.withdraw(intent);
  expect(await store.begin(intent)).toEqual(inDoubt('second'));
  await store.withdraw(second);
  expect(await store.begin(intent)).toEqual({ state: 'new' });
});

test('a person names the job, whoever holds the start', async () => {
  const intent = createIntent();
  await store.begin(intent);
  await store.markInDoubt(intent);
  expect(await store.begin(intent)).toEqual(inDoubt('first'));
  await store.adopt({ ...intent, holder: 'second' }, operation);
  expect(await store.begin(intent)).toEqual({ state: 'started', operation });
  const other = createIntent();
  await store.adopt(other, operation);
  expect(await store.begin(other)).toEqual({ state: 'started', operation });
});
