import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { BlobStore } from '../../../engine/blobs/blob-store.ts';
import { openPostgresBlobStore } from '../../../providers/blobs/open-postgres-blob-store.ts';
import { createPostgresBlobStore } from '../../../providers/blobs/postgres-blob-store.ts';
import type { BlobSweep } from '../../../providers/blobs/sweep-schedule.ts';
import { startDatabaseProxy } from '../../setup/database-proxy.ts';
import { createOwnDatabase } from '../postgres/own-database.ts';
import { describeBlobStore } from './describe-blob-store.ts';
import { hashOf, randomContent, readStream } from './random-content.ts';
import { startPut } from './start-put.ts';

let database: Awaited<ReturnType<typeof createOwnDatabase>>;
let store: BlobStore & BlobSweep;

beforeAll(async () => {
  database = await createOwnDatabase();
  store = createPostgresBlobStore(database);
});
afterAll(() => database.close());

describeBlobStore('Postgres', () => store);

async function count(table: string): Promise<number> {
  const { rows } = await database.pool.query<{ count: number }>(`select count(*)::int as count from durakit.${table}`);
  return rows[0]?.count ?? -1;
}

/** Chunks that no blob has. */
async function countLoose(): Promise<number> {
  const { rows } = await database.pool.query<{ count: number }>(
    'select count(*)::int as count from durakit.blob_chunks where upload not in (select upload from durakit.blobs)',
  );
  return rows[0]?.count ?? -1;
}

test('what was refused, put twice or deleted has left nothing', async () => {
  expect([await count('blob_uploads'), await countLoose()]).toEqual([0, 0]);
});

test('a blob is not there before its last byte', async () => {
  const bytes = randomBytes(3_000_000);
  let isSeen: unknown = 'not asked';
  async function* slow(): AsyncGenerator<Uint8Array> {
    yield bytes;
    isSeen = await store.stat(hashOf(bytes));
  }
  const { sha256 } = await store.put(slow(), { contentType: 'a/b' });
  expect(isSeen).toBeUndefined();
  expect(await store.stat(sha256)).toMatchObject({ size: bytes.length });
});

test('a process that is killed in a put leaves chunks that a sweep removes, and no blob', async () => {
  const blobs = await count('blobs');
  await using put = startPut({ store: 'postgres', place: database.url, mode: 'endless' });
  await put.printed('block 100');
  await put.kill();
  expect(await countLoose()).toBeGreaterThan(1);
  expect([await count('blobs'), await count('blob_uploads')]).toEqual([blobs, 1]);
  expect(await store.sweep({ olderThanMilliseconds: 3_600_000 })).toEqual({ deleted: 0 });
  expect(await store.sweep({ olderThanMilliseconds: 0 })).toEqual({ deleted: 1 });
  expect([await count('blob_uploads'), await countLoose()]).toEqual([0, 0]);
});

test('the first put of a process removes what is a day old', async () => {
  await database.pool.query(`
    with old as (insert into durakit.blob_uploads (id, moved_at) values (gen_random_uuid(), now() - interval '25 hours') returning id)
    insert into durakit.blob_chunks (upload, position, data) select id, 0, 'left' from old`);
  await createPostgresBlobStore(database).put(randomBytes(10), { contentType: 'a/b' });
  expect([await count('blob_uploads'), await countLoose()]).toEqual([0, 0]);
});

test('a put that a sweep took for dead says so, and writes nothing more', async () => {
  const bytes = randomBytes(3_000_000);
  async function* swept(): AsyncGenerator<Uint8Array> {
    yield bytes.subarray(0, 2_000_000);
    await store.sweep({ olderThanMilliseconds: 0 });
    yield bytes.subarray(2_000_000);
  }
  await expect(store.put(swept(), { contentType: 'a/b' })).rejects.toMatchObject({ status: 'ABORTED' });
  async function* sweptAtEnd(): AsyncGenerator<Uint8Array> {
    yield bytes.subarray(0, 1024 * 1024);
    await store.sweep({ olderThanMilliseconds: 0 });
  }
  await expect(store.put(sweptAtEnd(), { contentType: 'a/b' })).rejects.toMatchObject({ status: 'ABORTED' });
  expect([await count('blob_uploads'), await countLoose()]).toEqual([0, 0]);
});

test('puts and sweeps beside each other lose nothing', async () => {
  const puts = Array.from({ length: 6 }, async () => store.put(randomContent(5_000_000), { contentType: 'a/b' }));
  const sweeping = Promise.all(Array.from({ length: 30 }, () => store.sweep({ olderThanMilliseconds: 30_000 })));
  const infos = await Promise.all(puts);
  await sweeping;
  for (const { sha256 } of infos) expect(hashOf(await readStream((await store.open(sha256))?.stream ?? new ReadableStream()))).toBe(sha256);
});

test('who reads a blob that is deleted meanwhile is told', async () => {
  const { sha256 } = await store.put(randomContent(5_000_000), { contentType: 'a/b' });
  const reader = (await store.open(sha256))?.stream.getReader();
  await reader?.read();
  await store.delete(sha256);
  const readOn = async (): Promise<void> => {
    while ((await reader?.read())?.done === false);
  };
  await expect(readOn()).rejects.toMatchObject({ status: 'NOT_FOUND' });
});

test('a database that does not answer is UNAVAILABLE, one without the tables says what to do', async () => {
  await using proxy = await startDatabaseProxy(database.url);
  const away = openPostgresBlobStore(proxy.url);
  expect(await away.stat(hashOf(Buffer.of(1)))).toBeUndefined();
  proxy.shut();
  await expect(away.stat(hashOf(Buffer.of(1)))).rejects.toMatchObject({ status: 'UNAVAILABLE' });
  proxy.open();
  expect(await away.put(Buffer.of(1), { contentType: 'a/b' })).toMatchObject({ size: 1 });
  await away.close();
  await using bare = await createOwnDatabase({ isMigrated: false });
  await expect(createPostgresBlobStore(bare).put(Buffer.of(1), { contentType: 'a/b' })).rejects.toMatchObject({
    status: 'FAILED_PRECONDITION',
    message: expect.stringContaining('durakit migrate'),
  });
});

test('200 MB go through a bounded memory', async () => {
  await using put = startPut({ store: 'postgres', place: database.url, mode: 'large' });
  const { growth, readBack } = await put.measured();
  expect(readBack).toBe(true);
  expect(growth).toBeLessThan(100_000_000);
}, 300_000);
