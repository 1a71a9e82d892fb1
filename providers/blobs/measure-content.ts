import { createHash } from 'node:crypto';
import type { BlobContent, PutBlobOptions } from '../../engine/blobs/blob-store.ts';
import { checkSha256 } from '../../engine/blobs/blob-uri.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';

/** Content that is being read for a store. */
export interface MeasuredContent {
  /** All bytes, in pieces of the size that was asked for; the last one may be shorter. Can be read once. */
  readonly pieces: AsyncIterable<Buffer>;
  /** Of what was read. Call it after the last piece; throws DATA_LOSS where the content is not what was expected. */
  finish(): { readonly sha256: string; readonly size: number };
}

/** RFC 9110: what a header can hold. A type with a line break in it would be a header of its own when the blob is served. */
const CONTENT_TYPE = /^[\x20-\x7e]{1,255}$/;

/** Counts and hashes on the way; holds no more than one piece and what the source gives at once. */
export function measureContent(content: BlobContent, pieceBytes: number, options: PutBlobOptions): MeasuredContent {
  const { contentType, limitBytes = Number.POSITIVE_INFINITY, expectedSha256, abortSignal } = options;
  if (!isContentType(contentType)) throw badContentType(contentType);
  if (expectedSha256 !== undefined) checkSha256(expectedSha256);
  const hash = createHash('sha256');
  let size = 0;
  const measure = (bytes: Uint8Array): Uint8Array => {
    size += bytes.length;
    if (size > limitBytes) throw tooLarge(limitBytes);
    hash.update(bytes);
    return bytes;
  };
  return {
    pieces: toPieces(readAll(content, abortSignal), pieceBytes, measure),
    finish: () => {
      // between the last piece and the end of a put
      throwIfAborted(abortSignal);
      const sha256 = hash.digest('hex');
      if (expectedSha256 !== undefined && sha256 !== expectedSha256) throw otherContent(expectedSha256, { sha256, size });
      return { sha256, size };
    },
  };
}

/** True for what a store takes as a content type. */
export function isContentType(text: string): boolean {
  return CONTENT_TYPE.test(text);
}

/** Throws CANCELLED where the signal says so. */
export function throwIfAborted(abortSignal: AbortSignal | undefined): void {
  if (abortSignal?.aborted === true) throw toCancelled(abortSignal);
}

async function* toPieces(
  source: AsyncIterable<Uint8Array>,
  pieceBytes: number,
  measure: (bytes: Uint8Array) => Uint8Array,
): AsyncGenerator<Buffer> {
  let waiting: Uint8Array[] = [];
  let length = 0;
  for await (const bytes of source) {
    waiting.push(measure(bytes));
    length += bytes.length;
    if (length < pieceBytes) continue;
    const all = Buffer.concat(waiting, length);
    const whole = length - (length % pieceBytes);
    for (let start = 0; start < whole; start += pieceBytes) yield all.subarray(start, start + pieceBytes);
    // a copy, so that a few bytes do not hold the many that they came with
    const rest = Buffer.from(all.subarray(whole));
    [waiting, length] = [[rest], rest.length];
  }
  if (length > 0) yield Buffer.concat(waiting, length);
}

/** An abort ends the wait for a source that gives nothing. */
async function* readAll(content: BlobContent, abortSignal: AbortSignal | undefined): AsyncGenerator<Uint8Array> {
  throwIfAborted(abortSignal);
  if (!(Symbol.asyncIterator in content)) {
    yield content;
    return;
  }
  const iterator = content[Symbol.asyncIterator]();
  let isAtEnd = false;
  try {
    for (;;) {
      const next = await orAborted(iterator.next(), abortSignal);
      if (next.done === true) {
        isAtEnd = true;
        return;
      }
      yield next.value;
    }
  } finally {
    // not awaited: a generator that is stuck answers when it is no longer stuck
    if (!isAtEnd) void Promise.resolve(iterator.return?.()).catch(() => undefined);
  }
}

async function orAborted<T>(work: Promise<T>, abortSignal: AbortSignal | undefined): Promise<T> {
  if (abortSignal === undefined) return await work;
  const { promise, reject } = Promise.withResolvers<never>();
  const stop = (): void => reject(toCancelled(abortSignal));
  if (abortSignal.aborted) stop();
  else abortSignal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([work, promise]);
  } finally {
    abortSignal.removeEventListener('abort', stop);
    work.catch(() => undefined);
  }
}

function toCancelled(abortSignal: AbortSignal): DurakitError {
  return new DurakitError({ status: 'CANCELLED', message: 'Storing a blob was cancelled; nothing is kept.', cause: abortSignal.reason });
}

function tooLarge(limitBytes: number): DurakitError {
  return new DurakitError({
    status: 'FAILED_PRECONDITION',
    message: `The content of a blob is larger than ${limitBytes} bytes. Raise limitBytes, or give less.`,
    details: { limitBytes },
  });
}

function otherContent(expectedSha256: string, { sha256, size }: { sha256: string; size: number }): DurakitError {
  return new DurakitError({
    status: 'DATA_LOSS',
    message: `The content of a blob is not what was expected: its SHA-256 is ${sha256} (${size} bytes), not ${expectedSha256}.`,
    details: { expectedSha256, sha256, size },
  });
}

function badContentType(contentType: string): DurakitError {
  return new DurakitError({
    status: 'INVALID_ARGUMENT',
    message: `${JSON.stringify(contentType)} is no content type: give 1 to 255 printable characters, such as 'video/mp4'.`,
  });
}
