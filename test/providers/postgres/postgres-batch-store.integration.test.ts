import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { BatchStore } from '../../../engine/batches/batch-store.ts';
import { openDatabase, type Database } from '../../../providers/postgres/database.ts';
import { migrateDatabase } from '../../../providers/postgres/migrate-database.ts';
import { createPostgresBatchStore } from '../../../providers/postgres/postgres-batch-store.ts';

const url = process.env['DATABASE_URL'] ?? '';
const request = { messages: [{ role: 'user' as const, content: [{ text: 'hello' }] }] };
const response = { message: { role: 'model' as const, content: [{ text: 'hi' }] } };

let database: Database;
let store: BatchStore;

beforeAll(async () => {
  await migrateDatabase(url);
  database = openDatabase(url);
  store = createPostgresBatchStore(database);
});

afterAll(() => database.close());

async function put(): Promise<string> {
  const id = randomUUID();
  expect(await store.put({ id, model: 'fake/one', request })).toEqual({ state: 'waiting', isTold: false });
  return id;
}

describe('a request in a batch', () => {
  test('waits, is told of, is claimed by one batch alone, and keeps its first outcome', async () => {
    const id = await put();
    const item = { id, model: 'fake/one', request };
    await store.markTold(id);
    expect(await store.put(item)).toEqual({ state: 'waiting', isTold: true });

    const [first, second] = [randomUUID(), randomUUID()];
    expect(await store.claim([id], first)).toEqual([item]);
    expect(await store.claim([id], second)).toEqual([]);
    expect(await store.claim([id], first)).toEqual([item]);
    expect(await store.put(item)).toEqual({ state: 'sent', batch: first });

    await store.finish([{ id, response }]);
    await store.finish([{ id, failure: { status: 'INTERNAL', message: 'late' } }]);
    expect(await store.put(item)).toEqual({ state: 'ended', response });
    expect(await store.unfinished(first)).toEqual([]);
  });

  test('that was taken back is not sent; the batch that the last one leaves is named', async () => {
    const [gone, one, two] = [await put(), await put(), await put()];
    const batch = randomUUID();
    expect(await store.withdraw(gone)).toBeUndefined();
    expect((await store.claim([gone, one, two], batch)).map(({ id }) => id).sort()).toEqual([one, two].sort());
    expect(await store.withdraw(one)).toBeUndefined();
    expect(await store.withdraw(two)).toBe(batch);
    expect(await store.withdraw(randomUUID())).toBeUndefined();
  });

  test('is gone after a month', async () => {
    const id = await put();
    await database.pool.query(`update durakit.batch_items set created_at = now() - interval '31 days' where id = $1`, [id]);
    await store.claim([], randomUUID());
    expect((await database.pool.query('select 1 from durakit.batch_items where id = $1', [id])).rows).toEqual([]);
  });
});
