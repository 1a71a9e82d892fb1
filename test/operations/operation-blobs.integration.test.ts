import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { arrayBuffer } from 'node:stream/consumers';
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createFileBlobStore, openPostgresBlobStore } from '../../blobs.ts';
import { startTestWorker, type TestWorker } from '../../testing.ts';
import { waitUntil } from '../setup/wait-until.ts';
import { startFakeVideoVendor, type FakeVideoVendor } from './fake-video-vendor.ts';

let vendor: FakeVideoVendor;
let worker: TestWorker;
let folder: string;

const startWorker = (taskQueue?: string): Promise<TestWorker> =>
  startTestWorker({
    app: new URL('operation-blobs-app.ts', import.meta.url),
    env: { DURAKIT_HEARTBEAT: '2s', BLOB_FOLDER: folder, VENDOR_URL: vendor.url, DURAKIT_ALLOW_PRIVATE_ADDRESSES: 'true' },
    ...(taskQueue !== undefined && { taskQueue }),
  });

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'durakit-operation-blobs-'));
  vendor = await startFakeVideoVendor();
  worker = await startWorker();
});

afterAll(async () => {
  await worker[Symbol.asyncDispose]();
  await vendor[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

test('the store of the app has the copy; a worker that dies between the copy and its record has it made again', async () => {
  const handle = await worker.flow('film').start(JSON.stringify({ name: 'stored', holds: ['stored'] }));
  await waitUntil('the copy is there', () => vendor.count('stored', 'stored') > 0);
  await worker.kill();
  vendor.release('stored');
  worker = await startWorker(worker.taskQueue);

  const sha256 = vendor.sha256('stored');
  const blob = { uri: `durakit://blob/${sha256}`, sha256, size: 200_000, contentType: 'video/mp4' };
  expect(await handle.result()).toMatchObject({ media: { url: `${vendor.url}/files/stored` }, metadata: { blob } });
  const copy = await createFileBlobStore({ folder }).open(sha256);
  const bytes = await arrayBuffer(copy?.stream as ReadableStream<Uint8Array>);
  expect(createHash('sha256').update(Buffer.from(bytes)).digest('hex')).toBe(sha256);
  await using database = { store: openPostgresBlobStore(), [Symbol.asyncDispose]: () => database.store.close() };
  expect(await database.store.stat(sha256)).toBeUndefined();
  expect([vendor.submits('stored'), vendor.count('stored', 'file')]).toEqual([1, 2]);
});
