import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import type { BlobStore } from '../../../engine/blobs/blob-store.ts';
import { hashOf, randomContent, readStream } from './random-content.ts';

const MIB = 1024 * 1024;

/** What every store does. `store` is asked in each test, when what it needs has been started; all tests share it. */
export function describeBlobStore(name: string, store: () => BlobStore): void {
  describe(`${name}: what every store does`, () => {
    describePut(store);
    describeRefusals(store);
    describeOpen(store);
  });
}

function describePut(store: () => BlobStore): void {
  test.each([0, 1, MIB - 1, MIB, MIB + 1, 8 * MIB, 8 * MIB + 1, 17 * MIB])('%d bytes come back', async (size) => {
    const bytes = randomBytes(size);
    const info = { sha256: hashOf(bytes), size, contentType: 'video/mp4' };
    expect(await store().put(inPieces(bytes), { contentType: 'video/mp4' })).toEqual(info);
    expect(await store().stat(info.sha256)).toEqual(info);
    const blob = await store().open(info.sha256);
    expect(blob).toMatchObject({ size, contentType: 'video/mp4' });
    expect(bytes.equals(await readStream(blob?.stream ?? new ReadableStream()))).toBe(true);
  });

  test('bytes at once, and with what is expected', async () => {
    for (const size of [100, 9 * MIB]) {
      const bytes = randomBytes(size);
      const sha256 = hashOf(bytes);
      expect(await store().put(bytes, { contentType: 'a/b', expectedSha256: sha256, limitBytes: size })).toMatchObject({ sha256, size });
      expect(await store().stat(sha256)).toMatchObject({ size });
    }
  });

  test.each([100, 9 * MIB])('%d bytes put twice, also at once, are one blob with the type of one of them', async (size) => {
    const bytes = randomBytes(size);
    const sha256 = hashOf(bytes);
    const types = ['a/1', 'a/2', 'a/3', 'a/4'];
    await Promise.all(types.map((contentType) => store().put(inPieces(bytes), { contentType })));
    const first = await store().stat(sha256);
    expect(types).toContain(first?.contentType);
    expect(await store().put(bytes, { contentType: 'b/5' })).toEqual(first);
    expect(await store().stat(sha256)).toEqual(first);
    expect(await store().delete(sha256)).toBe(true);
    expect(await store().stat(sha256)).toBeUndefined();
    expect(await store().open(sha256)).toBeUndefined();
    expect(await store().delete(sha256)).toBe(false);
    await store().put(bytes, { contentType: 'c/6' });
    expect(await store().stat(sha256)).toEqual({ sha256, size, contentType: 'c/6' });
  });
}

function describeRefusals(store: () => BlobStore): void {
  test.each([100, 9 * MIB])('%d bytes that are too many, others, or broken off are not kept', async (size) => {
    const bytes = randomBytes(size);
    const put = (options: object): Promise<unknown> => store().put(inPieces(bytes), { contentType: 'a/b', ...options });
    await expect(put({ limitBytes: size - 1 })).rejects.toMatchObject({ status: 'FAILED_PRECONDITION' });
    const expectedSha256 = hashOf(randomBytes(32));
    await expect(put({ expectedSha256 })).rejects.toMatchObject({ status: 'DATA_LOSS' });
    expect(await store().stat(expectedSha256)).toBeUndefined();
    await expect(store().put(breakOff(bytes), { contentType: 'a/b' })).rejects.toThrow('the source broke');
    expect(await store().stat(hashOf(bytes))).toBeUndefined();
  });

  test('an abort ends a put: before it, in the middle, and while the source gives nothing', async () => {
    const bytes = randomBytes(9 * MIB);
    const aborted = AbortSignal.abort();
    const options = { contentType: 'a/b', abortSignal: aborted };
    await expect(store().put(bytes, options)).rejects.toMatchObject({ status: 'CANCELLED' });
    const middle = new AbortController();
    const source = randomContent(20 * MIB, countedAbort(middle, 200));
    await expect(store().put(source, { contentType: 'a/b', abortSignal: middle.signal })).rejects.toMatchObject({ status: 'CANCELLED' });
    const silent = new AbortController();
    const running = store().put(fallSilent(bytes, silent), { contentType: 'a/b', abortSignal: silent.signal });
    await expect(running).rejects.toMatchObject({ status: 'CANCELLED' });
    expect(await store().stat(hashOf(bytes))).toBeUndefined();
  });

  test.each(['', '../../../etc/passwd', 'A'.repeat(64), `${'a'.repeat(63)}\n`, 'a'.repeat(65)])('%j is no name of a blob', async (name) => {
    const refused = { status: 'INVALID_ARGUMENT' };
    await expect(store().stat(name)).rejects.toMatchObject(refused);
    await expect(store().open(name)).rejects.toMatchObject(refused);
    await expect(Promise.resolve().then(() => store().delete(name))).rejects.toMatchObject(refused);
    await expect(store().put(Buffer.of(1), { contentType: 'a/b', expectedSha256: name })).rejects.toMatchObject(refused);
  });

  test.each(['', 'text/html\r\nset-cookie: a=b', 'tëxt', 'x'.repeat(256)])('%j is no content type', async (contentType) => {
    await expect(store().put(Buffer.of(1), { contentType })).rejects.toMatchObject({ status: 'INVALID_ARGUMENT' });
  });
}

function describeOpen(store: () => BlobStore): void {
  test('ranges, also over the borders of pieces', async () => {
    const bytes = randomBytes(17 * MIB + 7);
    const { sha256, size } = await store().put(bytes, { contentType: 'a/b' });
    const places = [0, 1, MIB - 1, MIB, 8 * MIB - 1, 8 * MIB, 16 * MIB + 5, size - 1];
    const short = places.flatMap((start) => [0, 1].map((more) => ({ start, end: start + more })));
    const ranges = [...short, { start: MIB - 1, end: 2 * MIB }, { start: 8 * MIB - 1, end: 8 * MIB + 1 }];
    for (const range of [...ranges, { start: 5 }, { end: 3 }, {}, { start: size - 1, end: size + 10 }, { start: 0, end: 2 ** 50 }]) {
      const { start = 0, end = size } = range;
      const blob = await store().open(sha256, range);
      const read = await readStream(blob?.stream ?? new ReadableStream());
      expect([range, read.equals(bytes.subarray(start, end + 1)), blob?.size]).toEqual([range, true, size]);
    }
  });

  test('ranges that are none', async () => {
    const { sha256 } = await store().put(randomBytes(10), { contentType: 'a/b' });
    for (const range of [{ start: 10 }, { start: 10, end: 20 }])
      await expect(store().open(sha256, range)).rejects.toMatchObject({ status: 'OUT_OF_RANGE' });
    for (const range of [{ start: -1 }, { start: 0.5 }, { start: 3, end: 2 }, { start: Number.NaN }])
      await expect(store().open(sha256, range)).rejects.toMatchObject({ status: 'INVALID_ARGUMENT' });
    const empty = await store().put(Buffer.alloc(0), { contentType: 'a/b' });
    await expect(store().open(empty.sha256, { start: 0, end: 0 })).rejects.toMatchObject({ status: 'OUT_OF_RANGE' });
  });

  test('a reader may stop in the middle, and many may read at once', async () => {
    const bytes = randomBytes(9 * MIB);
    const { sha256 } = await store().put(bytes, { contentType: 'a/b' });
    const reader = (await store().open(sha256))?.stream.getReader();
    expect((await reader?.read())?.done).toBe(false);
    await reader?.cancel();
    const all = await Promise.all(
      Array.from({ length: 8 }, async () => readStream((await store().open(sha256))?.stream ?? new ReadableStream())),
    );
    expect(all.every((read) => read.equals(bytes))).toBe(true);
  });
}

/** Uneven pieces, as a network gives them. */
async function* inPieces(bytes: Buffer): AsyncGenerator<Uint8Array> {
  for (let start = 0, length = 1; start < bytes.length; start += length, length = (length * 7 + 3) % 300_007)
    yield await Promise.resolve(bytes.subarray(start, start + length));
}

async function* breakOff(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield* inPieces(bytes);
  throw new Error('the source broke');
}

async function* fallSilent(bytes: Buffer, controller: AbortController): AsyncGenerator<Uint8Array> {
  yield* inPieces(bytes);
  setImmediate(() => controller.abort());
  await new Promise(() => undefined);
}

function countedAbort(controller: AbortController, blocks: number): () => void {
  let left = blocks;
  return () => {
    if (--left === 0) controller.abort();
  };
}
