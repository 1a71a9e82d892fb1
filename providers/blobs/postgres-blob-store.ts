import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type { BlobInfo, BlobRange, BlobStore, OpenBlob } from '../../engine/blobs/blob-store.ts';
import { checkSha256 } from '../../engine/blobs/blob-uri.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import type { Database } from '../postgres/database.ts';
import { measureContent } from './measure-content.ts';
import { resolveRange, type ResolvedRange } from './resolve-range.ts';
import { runBlobStatement } from './run-blob-statement.ts';
import { createSweepSchedule, type BlobSweep } from './sweep-schedule.ts';

/** 1 MiB: some copies of it are in memory at once for each blob that is put or read. */
const CHUNK_BYTES = 1024 * 1024;

type Pool = Pick<Database['pool'], 'query'>;

/**
 * Blobs in the tables `durakit.blobs` and `durakit.blob_chunks`, in chunks of 1 MiB. No transaction is open while content arrives. The row that
 * makes a blob visible is written last, so what a crash leaves is chunks that nobody sees: `sweep` removes them, and so does a later `put`
 * when they have not grown for a day. Of several puts of the same content at once the first to end is kept.
 */
export function createPostgresBlobStore({ pool }: { readonly pool: Pool }): BlobStore & BlobSweep {
  const sweep: BlobSweep['sweep'] = ({ olderThanMilliseconds }) => sweepUploads(pool, olderThanMilliseconds);
  const sweepSometimes = createSweepSchedule(sweep);
  return {
    put: async (content, options) => {
      const measured = measureContent(content, CHUNK_BYTES, options);
      await sweepSometimes();
      const upload = randomUUID();
      await runBlobStatement(pool, 'insert into durakit.blob_uploads (id) values ($1)', [upload]);
      try {
        let position = 0;
        for await (const piece of measured.pieces) await writeChunk(pool, { upload, position: position++, piece });
        return await publish(pool, upload, { ...measured.finish(), contentType: options.contentType });
      } catch (error) {
        // what cannot be removed now is left to the sweep
        await removeUpload(pool, upload).catch(() => undefined);
        throw error;
      }
    },
    open: (sha256, range) => open(pool, sha256, range),
    stat: async (sha256) => {
      const blob = await find(pool, sha256);
      return blob && { sha256, size: blob.size, contentType: blob.contentType };
    },
    delete: (sha256) => remove(pool, sha256),
    sweep,
  };
}

interface Chunk {
  readonly upload: string;
  readonly position: number;
  readonly piece: Buffer;
}

/** The upload's row is locked and moved with each chunk: a sweep that wants it looks again, and stays away. */
async function writeChunk(pool: Pool, { upload, position, piece }: Chunk): Promise<void> {
  const written = await runBlobStatement(
    pool,
    `with moved as (update durakit.blob_uploads set moved_at = clock_timestamp() where id = $1 returning id)
     insert into durakit.blob_chunks (upload, position, data) select id, $2::int, $3::bytea from moved returning 1`,
    [upload, position, piece],
  );
  if (written.length === 0) throw sweptAway();
}

/** One statement: the blob is there, or another one with the same content is and these chunks go. */
async function publish(pool: Pool, upload: string, { sha256, size, contentType }: BlobInfo): Promise<BlobInfo> {
  const [ended] = await runBlobStatement<{ isStored: boolean }>(
    pool,
    `with ended as (delete from durakit.blob_uploads where id = $1 returning id),
     stored as (
       insert into durakit.blobs (sha256, upload, content_type, size, chunk_bytes) select $2, id, $3, $4, $5 from ended
       on conflict (sha256) do nothing returning 1
     ),
     removed as (delete from durakit.blob_chunks where upload in (select id from ended) and not exists (select from stored))
     select exists (select from stored) as "isStored" from ended`,
    [upload, Buffer.from(sha256, 'hex'), contentType, size, CHUNK_BYTES],
  );
  if (ended === undefined) throw sweptAway();
  const info = { sha256, size, contentType };
  return ended.isStored ? info : { ...info, contentType: (await find(pool, sha256))?.contentType ?? contentType };
}

interface BlobRow extends Record<string, unknown> {
  readonly upload: string;
  readonly contentType: string;
  readonly size: number;
  readonly chunkBytes: number;
}

async function find(pool: Pool, sha256: string): Promise<BlobRow | undefined> {
  const [row] = await runBlobStatement<BlobRow>(
    pool,
    `select upload, content_type as "contentType", size::float8 as size, chunk_bytes as "chunkBytes" from durakit.blobs where sha256 = $1`,
    [Buffer.from(checkSha256(sha256), 'hex')],
  );
  return row;
}

async function open(pool: Pool, sha256: string, range: BlobRange | undefined): Promise<OpenBlob | undefined> {
  const blob = await find(pool, sha256);
  if (blob === undefined) return undefined;
  const chunks = Readable.from(readChunks(pool, blob, resolveRange(range, blob.size)), { objectMode: true, highWaterMark: 1 });
  return {
    contentType: blob.contentType,
    size: blob.size,
    stream: Readable.toWeb(chunks, { strategy: { highWaterMark: 0 } }) as ReadableStream<Uint8Array>,
  };
}

/** A connection is taken for each chunk alone: a slow reader holds none. */
async function* readChunks(pool: Pool, { upload, chunkBytes }: BlobRow, { start, after }: ResolvedRange): AsyncGenerator<Buffer> {
  for (let place = start; place < after;) {
    const position = Math.floor(place / chunkBytes);
    const from = place - position * chunkBytes;
    const length = Math.min(chunkBytes - from, after - place);
    const [row] = await runBlobStatement<{ data: Buffer }>(
      pool,
      'select substring(data from $3::int for $4::int) as data from durakit.blob_chunks where upload = $1 and position = $2',
      [upload, position, from + 1, length],
    );
    if (row?.data.length !== length) throw goneWhileRead();
    yield row.data;
    place += length;
  }
}

async function remove(pool: Pool, sha256: string): Promise<boolean> {
  const gone = await runBlobStatement(
    pool,
    `with gone as (delete from durakit.blobs where sha256 = $1 returning upload),
     removed as (delete from durakit.blob_chunks where upload in (select upload from gone))
     select 1 from gone`,
    [Buffer.from(checkSha256(sha256), 'hex')],
  );
  return gone.length > 0;
}

async function removeUpload(pool: Pool, upload: string): Promise<void> {
  await runBlobStatement(
    pool,
    `with ended as (delete from durakit.blob_uploads where id = $1 returning id)
     delete from durakit.blob_chunks where upload in (select id from ended)`,
    [upload],
  );
}

async function sweepUploads(pool: Pool, olderThanMilliseconds: number): Promise<{ deleted: number }> {
  const rows = await runBlobStatement(
    pool,
    `with old as (
       delete from durakit.blob_uploads where id in (
         select id from durakit.blob_uploads where moved_at <= clock_timestamp() - make_interval(secs => $1::float8)
         for update skip locked
       ) returning id
     ),
     removed as (delete from durakit.blob_chunks where upload in (select id from old))
     select 1 from old`,
    [olderThanMilliseconds / 1000],
  );
  return { deleted: rows.length };
}

function sweptAway(): DurakitError {
  return new DurakitError({
    status: 'ABORTED',
    message: 'A sweep of blobs took this put for one whose process has died, because nothing came for so long. Put it again.',
  });
}

function goneWhileRead(): DurakitError {
  return new DurakitError({ status: 'NOT_FOUND', message: 'The blob was deleted while it was being read.' });
}
