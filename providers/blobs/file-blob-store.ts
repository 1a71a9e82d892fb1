import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { link, mkdir, open, readdir, readFile, rename, rm, stat as statFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { BlobContent, BlobInfo, BlobStore, PutBlobOptions } from '../../engine/blobs/blob-store.ts';
import { checkSha256 } from '../../engine/blobs/blob-uri.ts';
import { isErrorCode } from './is-error-code.ts';
import { measureContent } from './measure-content.ts';
import { resolveRange } from './resolve-range.ts';
import { createSweepSchedule, type BlobSweep } from './sweep-schedule.ts';

/** Where files are kept. */
export interface FileBlobStoreOptions {
  /** Made where it is missing. Several processes may share it, also over a network, if the file system knows hard links or `rename`. */
  readonly folder: string;
}

const PIECE_BYTES = 1024 * 1024;

/**
 * Blobs as files: `<folder>/<first two digits>/<sha256>` is the content as it is, `<sha256>.json` beside it the content type and
 * size. Both are written under another name in `<folder>/incoming`, synced to the disk and renamed; the JSON comes last and makes the blob
 * visible. What a crash leaves in `incoming` is removed by `sweep`, and by a later `put` when it is a day old.
 */
export function createFileBlobStore({ folder }: FileBlobStoreOptions): BlobStore & BlobSweep {
  const incoming = path.join(folder, 'incoming');
  const sweep: BlobSweep['sweep'] = ({ olderThanMilliseconds }) => sweepFolder(incoming, olderThanMilliseconds);
  const sweepSometimes = createSweepSchedule(sweep);
  return {
    put: async (content, options) => {
      await mkdir(incoming, { recursive: true });
      await sweepSometimes();
      const file = path.join(incoming, randomUUID());
      try {
        const measured = await write(file, content, options);
        return await publish(folder, file, { ...measured, contentType: options.contentType });
      } finally {
        await Promise.all([file, toInfoPath(file)].map((left) => rm(left, { force: true })));
      }
    },
    open: async (sha256, range) => {
      const info = await readInfo(folder, sha256);
      if (info === undefined) return undefined;
      const { start, after } = resolveRange(range, info.size);
      const bytes = start === after ? Readable.from([]) : createReadStream(toPath(folder, sha256), { start, end: after - 1 });
      return { contentType: info.contentType, size: info.size, stream: toBytes(bytes) };
    },
    stat: (sha256) => readInfo(folder, sha256),
    delete: async (sha256) => {
      const file = toPath(folder, sha256);
      const wasThere = await removeFile(toInfoPath(file));
      await removeFile(file);
      return wasThere;
    },
    sweep,
  };
}

async function write(file: string, content: BlobContent, options: PutBlobOptions): Promise<{ sha256: string; size: number }> {
  const measured = measureContent(content, PIECE_BYTES, options);
  const handle = await open(file, 'wx');
  try {
    for await (const piece of measured.pieces) await handle.writeFile(piece);
    const result = measured.finish();
    await handle.sync();
    return result;
  } finally {
    await handle.close();
  }
}

async function publish(folder: string, file: string, info: BlobInfo): Promise<BlobInfo> {
  const known = await readInfo(folder, info.sha256);
  if (known !== undefined) return known;
  const target = toPath(folder, info.sha256);
  await mkdir(path.dirname(target), { recursive: true });
  const handle = await open(toInfoPath(file), 'wx');
  try {
    await handle.writeFile(JSON.stringify({ contentType: info.contentType, size: info.size }));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(file, target);
  await linkFirst(toInfoPath(file), toInfoPath(target));
  await syncFolder(path.dirname(target));
  return (await readInfo(folder, info.sha256)) ?? info;
}

/** The first of several wins, where the file system can say who is first. */
async function linkFirst(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch (error) {
    if (isErrorCode(error, 'EEXIST')) return;
    if (!isErrorCode(error, 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK')) throw error;
    await rename(from, to);
  }
}

/** The names are on the disk as well. Windows cannot open folders. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Undefined as well where the content is missing: between the two steps of a delete, or of a put that heals it. */
async function readInfo(folder: string, sha256: string): Promise<BlobInfo | undefined> {
  const file = toPath(folder, sha256);
  try {
    const { contentType, size } = JSON.parse(await readFile(toInfoPath(file), 'utf8')) as Pick<BlobInfo, 'contentType' | 'size'>;
    const found = await statFile(file);
    return found.size === size ? { sha256, size, contentType } : undefined;
  } catch (error) {
    if (isErrorCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

async function removeFile(file: string): Promise<boolean> {
  try {
    await rm(file);
    return true;
  } catch (error) {
    if (isErrorCode(error, 'ENOENT')) return false;
    throw error;
  }
}

async function sweepFolder(incoming: string, olderThanMilliseconds: number): Promise<{ deleted: number }> {
  const before = Date.now() - olderThanMilliseconds;
  let deleted = 0;
  for (const name of await readdir(incoming).catch(() => [])) {
    const file = path.join(incoming, name);
    const found = await statFile(file).catch(() => undefined);
    if (found !== undefined && found.mtimeMs <= before && (await removeFile(file))) deleted++;
  }
  return { deleted };
}

function toPath(folder: string, sha256: string): string {
  return path.join(folder, checkSha256(sha256).slice(0, 2), sha256);
}

function toInfoPath(file: string): string {
  return `${file}.json`;
}

function toBytes(stream: Readable): ReadableStream<Uint8Array> {
  return Readable.toWeb(stream) as ReadableStream<Uint8Array>;
}
