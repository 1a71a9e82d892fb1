import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { BlobStore } from '../../../engine/blobs/blob-store.ts';
import { createS3BlobStore, type S3BlobStoreOptions } from '../../../providers/blobs/s3-blob-store.ts';
import { describeBlobStore } from './describe-blob-store.ts';
import { hashOf } from './random-content.ts';
import { startS3Server, type S3TestServer } from './s3-server.ts';
import { startPut } from './start-put.ts';

let server: S3TestServer;
let store: BlobStore & Required<Pick<BlobStore, 'signedUrl'>>;

const create = (options: Partial<S3BlobStoreOptions> = {}): typeof store =>
  createS3BlobStore({ bucket: 'blobs', endpoint: server.endpoint, credentials: server.key, ...options });
const seenSince = (first: number): string[] => server.seen.slice(first).map(({ method, url }) => `${method} ${url}`);
const LARGE_BYTES = 9 * 1024 * 1024;

beforeAll(async () => {
  server = await startS3Server();
  store = create();
});
afterAll(async () => server[Symbol.asyncDispose]());

describeBlobStore('S3', () => store);

describe('what S3 is asked', () => {
  test('short content is looked for and put at once', async () => {
    const first = server.seen.length;
    const { sha256 } = await store.put(randomBytes(10), { contentType: 'a/b' });
    const place = `/blobs/durakit/blobs/${sha256}`;
    expect(seenSince(first)).toEqual([`HEAD ${place}`, `PUT ${place}`]);
  });

  test('long content goes in parts, is copied to its name, and what it was copied from is deleted', async () => {
    const first = server.seen.length;
    const { sha256 } = await create({ prefix: 'an app/' }).put(randomBytes(LARGE_BYTES), { contentType: 'a/b' });
    const asked = seenSince(first).map((line) => line.replace(/incoming\/[\w-]+/, 'incoming/ID').replace(/uploadId=\w+/, 'uploadId=U'));
    expect(asked).toEqual([
      'POST /blobs/an%20app/incoming/ID?uploads=',
      'PUT /blobs/an%20app/incoming/ID?partNumber=1&uploadId=U',
      'PUT /blobs/an%20app/incoming/ID?partNumber=2&uploadId=U',
      `HEAD /blobs/an%20app/blobs/${sha256}`,
      'POST /blobs/an%20app/incoming/ID?uploadId=U',
      `PUT /blobs/an%20app/blobs/${sha256}`,
      'DELETE /blobs/an%20app/incoming/ID',
    ]);
  });

  test('long content whose SHA-256 is known goes straight to its name, and an upload that is wrong is given up', async () => {
    const bytes = randomBytes(LARGE_BYTES);
    const [first, place] = [server.seen.length, `/blobs/durakit/blobs/${hashOf(bytes)}`];
    await store.put(bytes, { contentType: 'a/b', expectedSha256: hashOf(bytes) });
    const lines = seenSince(first);
    expect(lines.every((line) => line.split(' ')[1]?.startsWith(place))).toBe(true);
    expect(lines.some((line) => line.startsWith('DELETE'))).toBe(false);
    const second = server.seen.length;
    const wrong = store.put(randomBytes(LARGE_BYTES), { contentType: 'a/b', expectedSha256: hashOf(Buffer.of(1)) });
    await expect(wrong).rejects.toMatchObject({ status: 'DATA_LOSS' });
    expect(seenSince(second).at(-1)).toMatch(/^DELETE .*\?uploadId=\w+$/);
  });

  test('an address for a while can be read by anybody, and with a change by nobody', async () => {
    const bytes = randomBytes(100);
    const { sha256 } = await store.put(bytes, { contentType: 'image/png' });
    const url = await store.signedUrl(sha256, { expiresInSeconds: 60 });
    const response = await fetch(url);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/png']);
    expect(bytes.equals(Buffer.from(await response.arrayBuffer()))).toBe(true);
    expect((await fetch(url.replace('X-Amz-Expires=60', 'X-Amz-Expires=90'))).status).toBe(403);
    expect((await fetch(url.replace(sha256, hashOf(Buffer.of(1))))).status).toBe(403);
    expect((await fetch(`${server.endpoint}/blobs/durakit/blobs/${sha256}`)).status).toBe(403);
    for (const expiresInSeconds of [0, 604_801, 1.5])
      await expect(store.signedUrl(sha256, { expiresInSeconds })).rejects.toMatchObject({ status: 'INVALID_ARGUMENT' });
  });
});

describe('what S3 answers', () => {
  test('a wrong key is said with the words of S3, and without the key', async () => {
    const wrong = create({ credentials: { accessKeyId: 'S3RVER', secretAccessKey: 'not this one' } });
    await expect(wrong.put(randomBytes(10), { contentType: 'a/b' })).rejects.toMatchObject({ status: 'PERMISSION_DENIED' });
    const text = await wrong.open(hashOf(Buffer.of(1))).catch((error: unknown) => String(error));
    expect(text).toMatch(/HTTP 403/);
    expect(text).not.toMatch(/not this one/);
  });

  test('a server that is busy is asked again; one that stays so is UNAVAILABLE', async () => {
    const busy = { status: 503, body: '<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>' };
    server.answerNext(/^PUT /, busy);
    expect(await store.put(randomBytes(10), { contentType: 'a/b' })).toMatchObject({ size: 10 });
    for (let times = 0; times < 4; times++) server.answerNext(/^PUT /, busy);
    await expect(store.put(randomBytes(10), { contentType: 'a/b' })).rejects.toMatchObject({
      status: 'UNAVAILABLE',
      message: expect.stringContaining('HTTP 503, SlowDown): Please reduce'),
    });
    const nobody = create({ endpoint: 'http://127.0.0.1:1' });
    await expect(nobody.stat(hashOf(Buffer.of(1)))).rejects.toMatchObject({ status: 'UNAVAILABLE' });
  });

  test('200 with an error in it is an error: nothing is under the name', async () => {
    const bytes = randomBytes(LARGE_BYTES);
    const broken = { status: 200, body: '<?xml version="1.0"?><Error><Code>InternalError</Code><Message>We broke.</Message></Error>' };
    server.answerNext(/^PUT [^?]*\/blobs\/[0-9a-f]{64}$/, broken);
    await expect(store.put(bytes, { contentType: 'a/b' })).rejects.toMatchObject({ status: 'UNAVAILABLE' });
    expect(await store.stat(hashOf(bytes))).toBeUndefined();
    server.answerNext(/^POST .*uploadId=/, broken);
    await expect(store.put(bytes, { contentType: 'a/b' })).rejects.toMatchObject({ status: 'UNAVAILABLE' });
  });

  test('a bucket that is not there', async () => {
    const wrong = create({ bucket: 'none' });
    await expect(wrong.put(randomBytes(10), { contentType: 'a/b' })).rejects.toMatchObject({
      message: expect.stringContaining('NoSuchBucket'),
    });
  });
});

describe('settings', () => {
  const names = [
    'AWS_ACCESS_KEY_ID',
    'AWS_SECRET_ACCESS_KEY',
    'AWS_SESSION_TOKEN',
    'AWS_ENDPOINT_URL_S3',
    'AWS_ENDPOINT_URL',
    'AWS_REGION',
  ];
  const before = Object.fromEntries(names.map((name) => [name, process.env[name]]));
  const restore = (): void => {
    for (const name of names) if (before[name] === undefined) Reflect.deleteProperty(process.env, name);
  };
  afterAll(restore);

  test('come from the environment', async () => {
    for (const name of names) Reflect.deleteProperty(process.env, name);
    const bare = createS3BlobStore({ bucket: 'blobs', endpoint: server.endpoint });
    await expect(bare.stat(hashOf(Buffer.of(1)))).rejects.toMatchObject({ status: 'FAILED_PRECONDITION' });
    const given = {
      AWS_ACCESS_KEY_ID: 'S3RVER',
      AWS_SECRET_ACCESS_KEY: 'S3RVER',
      AWS_ENDPOINT_URL_S3: server.endpoint,
      AWS_SESSION_TOKEN: 'lent',
    };
    Object.assign(process.env, given);
    const bytes = randomBytes(10);
    const info = await createS3BlobStore({ bucket: 'blobs' }).put(bytes, { contentType: 'a/b' });
    expect(await store.stat(info.sha256)).toEqual(info);
    const url = await createS3BlobStore({ bucket: 'blobs' }).signedUrl(info.sha256, { expiresInSeconds: 60 });
    expect(url).toContain('X-Amz-Security-Token=lent');
  });

  test('without an endpoint it is AWS with the bucket before the host, and the other way where that is asked for', async () => {
    for (const name of names) Reflect.deleteProperty(process.env, name);
    const credentials = server.key;
    const sign = (options: object): Promise<string> =>
      createS3BlobStore({ bucket: 'films', credentials, ...options }).signedUrl(hashOf(Buffer.of(1)), { expiresInSeconds: 60 });
    expect(await sign({ region: 'eu-central-1' })).toMatch(
      /^https:\/\/films\.s3\.eu-central-1\.amazonaws\.com\/durakit\/blobs\/4bf5.*eu-central-1/,
    );
    expect(await sign({ pathStyle: true })).toMatch(/^https:\/\/s3\.us-east-1\.amazonaws\.com\/films\/durakit/);
    expect(await sign({ endpoint: 'https://host/base/' })).toMatch(/^https:\/\/host\/base\/films\/durakit/);
    expect(await sign({ endpoint: 'https://host', pathStyle: false })).toMatch(/^https:\/\/films\.host\/durakit/);
    expect(() => createS3BlobStore({ bucket: 'a/b', credentials })).toThrow(/no place for blobs/);
  });

  test('a function gives a new key for each request', async () => {
    let asked = 0;
    const renewing = create({ credentials: () => (asked++, server.key) });
    await renewing.put(randomBytes(10), { contentType: 'a/b' });
    expect(asked).toBe(2);
  });
});

test('200 MB go through a bounded memory', async () => {
  await using put = startPut({ store: 's3', place: server.endpoint, mode: 'large' });
  const { growth, readBack } = await put.measured();
  expect(readBack).toBe(true);
  expect(growth).toBeLessThan(150_000_000);
}, 300_000);
