import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { BlobStore } from '../../../engine/blobs/blob-store.ts';
import { createFileBlobStore } from '../../../providers/blobs/file-blob-store.ts';
import type { BlobSweep } from '../../../providers/blobs/sweep-schedule.ts';
import { describeBlobStore } from './describe-blob-store.ts';
import { startPut } from './start-put.ts';

let folder = '';
let store: BlobStore & BlobSweep;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'durakit-blobs-'));
  store = createFileBlobStore({ folder });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describeBlobStore('files', () => store);

const listIncoming = (): Promise<string[]> => readdir(path.join(folder, 'incoming'));

test('the content is a file as it is, with its type beside it, and nothing else is left', async () => {
  const bytes = randomBytes(1000);
  const { sha256 } = await store.put(bytes, { contentType: 'image/png' });
  const file = path.join(folder, sha256.slice(0, 2), sha256);
  expect(bytes.equals(await readFile(file))).toBe(true);
  expect(JSON.parse(await readFile(`${file}.json`, 'utf8'))).toEqual({ contentType: 'image/png', size: 1000 });
  expect(await listIncoming()).toEqual([]);
});

test('content without its description, or of another length, is no blob, and a put heals it', async () => {
  const bytes = randomBytes(1000);
  const { sha256 } = await store.put(bytes, { contentType: 'image/png' });
  const file = path.join(folder, sha256.slice(0, 2), sha256);
  await writeFile(file, 'short');
  expect(await store.stat(sha256)).toBeUndefined();
  await store.put(bytes, { contentType: 'image/gif' });
  expect(bytes.equals(await readFile(file))).toBe(true);
  await rm(`${file}.json`);
  expect(await store.open(sha256)).toBeUndefined();
  await store.put(bytes, { contentType: 'image/gif' });
  expect(await store.stat(sha256)).toMatchObject({ contentType: 'image/gif' });
});

test('a process that is killed in a put leaves what a sweep removes, and no blob', async () => {
  await using put = startPut({ store: 'file', place: folder, mode: 'endless' });
  await put.printed('block 100');
  await put.kill();
  const [left] = await listIncoming();
  expect((await stat(path.join(folder, 'incoming', left ?? ''))).size).toBeGreaterThan(1_000_000);
  expect(await store.sweep({ olderThanMilliseconds: 3_600_000 })).toEqual({ deleted: 0 });
  expect(await store.sweep({ olderThanMilliseconds: 0 })).toEqual({ deleted: 1 });
  expect(await listIncoming()).toEqual([]);
});

test('the first put of a process removes what is a day old', async () => {
  const old = path.join(folder, 'incoming', 'left');
  await writeFile(old, 'left');
  await utimes(old, 0, 0);
  await createFileBlobStore({ folder }).put(randomBytes(10), { contentType: 'a/b' });
  expect(await listIncoming()).toEqual([]);
});

test('200 MB go through a bounded memory', async () => {
  await using put = startPut({ store: 'file', place: folder, mode: 'large' });
  const { growth, readBack } = await put.measured();
  expect(readBack).toBe(true);
  expect(growth).toBeLessThan(100_000_000);
});
