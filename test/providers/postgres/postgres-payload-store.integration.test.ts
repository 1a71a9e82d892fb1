import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openDatabase, type Database } from '../../../providers/postgres/database.ts';
import { openPayloadStore, type OpenPayloadStore } from '../../../providers/postgres/open-payload-store.ts';
import type { StoredPayload } from '../../../schemas/payload-store.ts';
import { startDatabaseProxy } from '../../setup/database-proxy.ts';

const url = process.env['DATABASE_URL'] ?? '';
let database: Database;
let store: OpenPayloadStore;

beforeAll(() => {
  database = openDatabase(url);
  store = openPayloadStore(url);
});
afterAll(async () => {
  await store.close();
  await database.close();
});

/** The store does not look at what a hash is the hash of. */
const create = (bytes: Uint8Array = randomBytes(100)): StoredPayload => ({ hash: randomBytes(32).toString('hex'), bytes });

async function usedDaysAgo(hash: string): Promise<number | undefined> {
  const { rows } = await database.pool.query<{ days: number }>(
    `select extract(day from now() - used_at)::int as days from durakit.payloads where hash = decode($1, 'hex')`,
    [hash],
  );
  return rows[0]?.days;
}

test('any bytes, any number, twice the same', async () => {
  const namespace = randomUUID();
  const payloads = [create(new Uint8Array()), create(randomBytes(5_000_000)), ...Array.from({ length: 250 }, () => create())];
  await store.put(namespace, [...payloads, ...payloads]);
  const found = await store.get(namespace, [...payloads.map(({ hash }) => hash), create().hash]);
  expect(found.size).toBe(payloads.length);
  for (const { hash, bytes } of payloads) expect(Buffer.compare(found.get(hash) ?? Buffer.from('none'), bytes)).toBe(0);
  expect((await store.get(randomUUID(), [payloads[0]?.hash ?? ''])).size).toBe(0);
});

test('many writers of the same payloads do not wait for each other for ever', async () => {
  const [namespace, payloads] = [randomUUID(), Array.from({ length: 50 }, () => create())];
  await store.put(namespace, payloads);
  await database.pool.query(`update durakit.payloads set used_at = now() - interval '2 days' where namespace = $1`, [namespace]);
  await Promise.all([payloads, payloads.toReversed(), payloads, payloads.toReversed()].map((some) => store.put(namespace, some)));
  expect(await usedDaysAgo(payloads[0]?.hash ?? '')).toBe(0);
});

test('to write again and to read is to use', async () => {
  const [namespace, written, read, left] = [randomUUID(), create(), create(), create()];
  await store.put(namespace, [written, read, left]);
  await database.pool.query(`update durakit.payloads set used_at = now() - interval '9 days' where namespace = $1`, [namespace]);
  await store.put(namespace, [written]);
  await store.get(namespace, [read.hash]);
  expect(await Promise.all([written, read, left].map(({ hash }) => usedDaysAgo(hash)))).toEqual([0, 0, 9]);
});

test('a database that does not answer is UNAVAILABLE, and so is one without the table, with what to do', async () => {
  await using proxy = await startDatabaseProxy(url);
  const away = openPayloadStore(proxy.url);
  await away.put(randomUUID(), [create()]);
  proxy.shut();
  await expect(away.put(randomUUID(), [create()])).rejects.toMatchObject({ status: 'UNAVAILABLE' });
  proxy.open();
  await away.put(randomUUID(), [create()]);
  await away.close();

  const name = `bare_${randomUUID().replaceAll('-', '')}`;
  await database.pool.query(`create database ${name}`);
  const bare = openPayloadStore(Object.assign(new URL(url), { pathname: `/${name}` }).href);
  const reading = bare.get('shop', [create().hash]);
  await expect(reading).rejects.toMatchObject({ status: 'UNAVAILABLE' });
  await expect(reading).rejects.toThrow('run `durakit migrate`');
  await bare.close();
  await database.pool.query(`drop database ${name}`);
});
