import { randomUUID } from 'node:crypto';
import type { BlobContent, BlobInfo, BlobStore, OpenBlob, PutBlobOptions } from '../../engine/blobs/blob-store.ts';
import { checkSha256 } from '../../engine/blobs/blob-uri.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import { measureContent, type MeasuredContent } from './measure-content.ts';
import { resolveRange } from './resolve-range.ts';
import { createS3Client, type S3Client, type S3Location } from './s3-client.ts';
import { copyS3Object, putS3Object, startS3Upload } from './s3-upload.ts';

/** A bucket, and where in it. */
export interface S3BlobStoreOptions extends S3Location {
  /** Before every key. Default `durakit/`. */
  readonly prefix?: string;
}

/** 8 MiB: S3 wants at least 5 MiB and at most 10,000 parts. Some copies of it are in memory at once for each blob that is put. */
const PART_BYTES = 8 * 1024 * 1024;
/** S3 copies no more in one request. https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html */
const MOST_BYTES = 5 * 1024 ** 3;
/** Seven days. https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-presigned-url.html */
const MOST_SECONDS = 604_800;

/**
 * Blobs as objects of an S3-compatible bucket: `<prefix>blobs/<sha256>`. Up to 8 MiB are put at once. Longer content goes in parts: straight
 * to its place where `expectedSha256` is given, else to `<prefix>incoming/`, from where S3 copies it when its name is known. A blob has
 * at most 5 GiB. What a crash leaves is for the bucket's lifecycle rules: let incomplete uploads and `<prefix>incoming/` expire after a day.
 */
export function createS3BlobStore(options: S3BlobStoreOptions): BlobStore & Required<Pick<BlobStore, 'signedUrl'>> {
  const client = createS3Client(options);
  const prefix = options.prefix ?? 'durakit/';
  const place: Place = { client, toKey: (sha256) => `${prefix}blobs/${checkSha256(sha256)}`, incoming: `${prefix}incoming/` };
  return {
    put: (content, putOptions) => put(place, content, putOptions),
    open: async (sha256, range) => {
      const info = await stat(place, sha256);
      if (info === undefined) return undefined;
      const { start, after } = resolveRange(range, info.size);
      const part = after - start === info.size ? undefined : `${start}-${after - 1}`;
      const headers = { ...(part !== undefined && { range: `bytes=${part}` }) };
      return await toOpenBlob(await client.send({ method: 'GET', key: place.toKey(sha256), headers }), info, part);
    },
    stat: (sha256) => stat(place, sha256),
    delete: async (sha256) => {
      if ((await stat(place, sha256)) === undefined) return false;
      await (await client.send({ method: 'DELETE', key: place.toKey(sha256) })).body?.cancel();
      return true;
    },
    signedUrl: async (sha256, { expiresInSeconds }) => {
      if (!Number.isInteger(expiresInSeconds) || expiresInSeconds < 1 || expiresInSeconds > MOST_SECONDS) throw badExpiry(expiresInSeconds);
      return await client.sign(place.toKey(sha256), expiresInSeconds);
    },
  };
}

interface Place {
  readonly client: S3Client;
  readonly toKey: (sha256: string) => string;
  readonly incoming: string;
}

async function stat({ client, toKey }: Place, sha256: string): Promise<BlobInfo | undefined> {
  const response = await client.send({ method: 'HEAD', key: toKey(sha256) });
  if (response.status === 404) return undefined;
  const size = Number(response.headers.get('content-length') ?? Number.NaN);
  if (!Number.isSafeInteger(size)) throw new DurakitError({ status: 'INTERNAL', message: `S3 does not say how long ${sha256} is.` });
  return { sha256, size, contentType: response.headers.get('content-type') ?? 'application/octet-stream' };
}

async function toOpenBlob(response: Response, { size, contentType }: BlobInfo, part: string | undefined): Promise<OpenBlob | undefined> {
  const range = response.headers.get('content-range');
  const isRight = part === undefined ? response.status === 200 : response.status === 206 && range === `bytes ${part}/${size}`;
  if (isRight) return { contentType, size, stream: response.body ?? new Blob([]).stream() };
  await response.body?.cancel();
  // deleted after it was found
  if (response.status === 404) return undefined;
  const [asked, answered] = [part ?? 'the whole', `HTTP ${response.status}${range === null ? '' : ` with ${range}`}`];
  throw new DurakitError({ status: 'INTERNAL', message: `S3 was asked for ${asked} of ${size} bytes and answered ${answered}.` });
}

async function put(place: Place, content: BlobContent, options: PutBlobOptions): Promise<BlobInfo> {
  const limitBytes = Math.min(options.limitBytes ?? MOST_BYTES, MOST_BYTES);
  const measured = measureContent(content, PART_BYTES, { ...options, limitBytes });
  const pieces = measured.pieces[Symbol.asyncIterator]();
  try {
    const first = await pieces.next();
    const second = first.done === true ? first : await pieces.next();
    if (first.done === true) return await putAtOnce(place, Buffer.alloc(0), { measured, options });
    if (second.done === true) return await putAtOnce(place, first.value, { measured, options });
    const rest: AsyncIterable<Buffer> = { [Symbol.asyncIterator]: () => pieces };
    return await putInParts(place, startWith([first.value, second.value], rest), { measured, options });
  } finally {
    await pieces.return?.();
  }
}

interface Put {
  readonly measured: MeasuredContent;
  readonly options: PutBlobOptions;
}

async function putAtOnce(place: Place, bytes: Buffer, { measured, options }: Put): Promise<BlobInfo> {
  const { sha256, size } = measured.finish();
  const { contentType, abortSignal } = options;
  const known = await stat(place, sha256);
  if (known !== undefined) return known;
  await putS3Object(place.client, { key: place.toKey(sha256), contentType, abortSignal }, bytes);
  return { sha256, size, contentType };
}

/** Completed only when all is known to be right, so what is wrong is never seen under the blob's name. */
async function putInParts(place: Place, parts: AsyncIterable<Buffer>, { measured, options }: Put): Promise<BlobInfo> {
  const { client, toKey, incoming } = place;
  const { contentType, abortSignal, expectedSha256 } = options;
  const key = expectedSha256 === undefined ? `${incoming}${randomUUID()}` : toKey(expectedSha256);
  const upload = await startS3Upload(client, { key, contentType, abortSignal });
  let isCompleted = false;
  try {
    for await (const part of parts) await upload.add(part);
    const { sha256, size } = measured.finish();
    const known = await stat(place, sha256);
    if (known !== undefined) return known;
    await upload.complete();
    isCompleted = true;
    if (key !== toKey(sha256)) await copyS3Object(client, key, { key: toKey(sha256), abortSignal });
    return { sha256, size, contentType };
  } finally {
    if (!isCompleted) await upload.abort().catch(() => undefined);
    else if (expectedSha256 === undefined) await client.send({ method: 'DELETE', key }).catch(() => undefined);
  }
}

async function* startWith(first: readonly Buffer[], rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield* first;
  yield* rest;
}

function badExpiry(expiresInSeconds: number): DurakitError {
  return new DurakitError({
    status: 'INVALID_ARGUMENT',
    message: `An address cannot be valid for ${expiresInSeconds} seconds: give a whole number from 1 to ${MOST_SECONDS}, which are seven days.`,
  });
}
