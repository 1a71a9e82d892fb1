/** Puts a blob in a process of its own: node put-main.ts <file|postgres|s3> <place> <endless|large> */
import { createHash } from 'node:crypto';
import type { BlobStore } from '../../../../engine/blobs/blob-store.ts';
import { createFileBlobStore } from '../../../../providers/blobs/file-blob-store.ts';
import { createPostgresBlobStore } from '../../../../providers/blobs/postgres-blob-store.ts';
import { createS3BlobStore } from '../../../../providers/blobs/s3-blob-store.ts';
import { openDatabase } from '../../../../providers/postgres/database.ts';
import { randomContent } from '../random-content.ts';

const LARGE_BYTES = 200_000_000;
const FIRST_BYTES = 10_000_000;

function createStore(kind: string | undefined, place: string): BlobStore {
  if (kind === 'postgres') return createPostgresBlobStore(openDatabase(place, { allowExitOnIdle: true }));
  if (kind === 's3')
    return createS3BlobStore({ bucket: 'blobs', endpoint: place, credentials: { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' } });
  return createFileBlobStore({ folder: place });
}

async function putEndless(store: BlobStore): Promise<void> {
  let block = 0;
  await store.put(
    randomContent(Number.MAX_SAFE_INTEGER, () => void console.log(`block ${block++}`)),
    { contentType: 'a/b' },
  );
}

async function putLarge(store: BlobStore): Promise<void> {
  // modules, connections and buffers that stay, whatever the size
  await store.put(randomContent(FIRST_BYTES), { contentType: 'a/b' });
  const before = process.memoryUsage.rss();
  let most = before;
  const measure = (): void => void (most = Math.max(most, process.memoryUsage.rss()));
  const { sha256 } = await store.put(randomContent(LARGE_BYTES, measure), { contentType: 'a/b' });
  const hash = createHash('sha256');
  const blob = await store.open(sha256);
  for await (const chunk of blob?.stream ?? new ReadableStream<Uint8Array>()) {
    hash.update(chunk);
    measure();
  }
  console.log(JSON.stringify({ growth: most - before, readBack: hash.digest('hex') === sha256 }));
}

const [kind, place = '', mode] = process.argv.slice(2);
await (mode === 'endless' ? putEndless : putLarge)(createStore(kind, place));
