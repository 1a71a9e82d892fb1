import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { BlobStore } from '../../../engine/blobs/blob-store.ts';
import { copyToBlobStore, type CopyToBlobStoreOptions } from '../../../providers/blobs/copy-to-blob-store.ts';
import { createFileBlobStore } from '../../../providers/blobs/file-blob-store.ts';
import { hashOf, readStream } from './random-content.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

let folder = '';
let store: BlobStore;
/** A vendor, and the host of its files. */
const servers: { server: Server; origin: string; seen: { url: string; key: string | undefined }[] }[] = [];
const answers = new Map<string, Answer>();
const film = randomBytes(2_000_000);

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'durakit-copies-'));
  store = createFileBlobStore({ folder });
  await Promise.all([startVendor(), startVendor()]);
});
afterEach(() => answers.clear());
afterAll(async () => {
  for (const { server } of servers) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
  await rm(folder, { recursive: true, force: true });
});

async function startVendor(): Promise<void> {
  const seen: { url: string; key: string | undefined }[] = [];
  const server = createServer((request, response) => {
    const { url = '' } = request;
    seen.push({ url, key: request.headers['x-goog-api-key'] as string | undefined });
    const answer = answers.get(new URL(url, 'http://host').pathname);
    if (answer === undefined) response.writeHead(200, { 'content-type': 'video/mp4' }).end(film);
    else answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  servers.push({ server, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen });
}

const vendor = (index: number): (typeof servers)[number] => servers[index] as (typeof servers)[number];
const copy = (target: string, options: Partial<CopyToBlobStoreOptions> = {}): ReturnType<typeof copyToBlobStore> =>
  copyToBlobStore(store, { url: `${vendor(0).origin}${target}`, allowPrivateAddresses: true, ...options });

test('what the URL leads to is in the store, with the type of the answer', async () => {
  const info = await copy('/film', { expectedSha256: hashOf(film) });
  expect(info).toEqual({ sha256: hashOf(film), size: film.length, contentType: 'video/mp4' });
  const blob = await store.open(info.sha256);
  expect(film.equals(await readStream(blob?.stream ?? new ReadableStream()))).toBe(true);
});

test.each([
  [undefined, undefined, 'application/octet-stream'],
  [undefined, 'audio/wav', 'audio/wav'],
  ['application/octet-stream', 'audio/wav', 'audio/wav'],
  ['audio/mpeg; rate=1', 'audio/wav', 'audio/mpeg; rate=1'],
])('an answer of type %j where %j is expected is %s', async (answered, contentType, expected) => {
  answers.set('/typed', (_request, response) =>
    response.writeHead(200, answered === undefined ? {} : { 'content-type': answered }).end(randomBytes(9)),
  );
  expect(await copy('/typed', { contentType })).toMatchObject({ contentType: expected });
});

test("a vendor's key goes to the vendor alone, whatever redirects say", async () => {
  const [own, other] = [vendor(0), vendor(1)];
  answers.set('/start', (_request, response) => response.writeHead(302, { location: '/moved' }).end());
  answers.set('/moved', (_request, response) => response.writeHead(307, { location: `${other.origin}/stored?signature=s` }).end());
  own.seen.length = other.seen.length = 0;
  const credentials = { origin: `${own.origin}/v1beta`, headers: { 'x-goog-api-key': 'secret' } };
  expect(await copy('/start?alt=media', { credentials })).toMatchObject({ sha256: hashOf(film) });
  expect(own.seen).toEqual([
    { url: '/start?alt=media', key: 'secret' },
    { url: '/moved', key: 'secret' },
  ]);
  expect(other.seen).toEqual([{ url: '/stored?signature=s', key: undefined }]);
  await copy('/film', { credentials: { ...credentials, origin: other.origin } });
  expect(own.seen.at(-1)).toEqual({ url: '/film', key: undefined });
});

test.each([403, 404, 410])('HTTP %d: the URL has expired', async (code) => {
  answers.set('/gone', (_request, response) => response.writeHead(code).end('<html>signature=secret</html>'));
  const failing = copy('/gone?X-Amz-Signature=secret');
  await expect(failing).rejects.toMatchObject({
    status: 'NOT_FOUND',
    message: expect.stringContaining("The vendor's URL has expired"),
    details: { httpStatus: code, reason: 'url_expired' },
  });
  await expect(failing).rejects.not.toMatchObject({ message: expect.stringContaining('secret') });
});

test.each([
  [401, 'UNAUTHENTICATED'],
  [429, 'UNAVAILABLE'],
  [503, 'UNAVAILABLE'],
  [204, 'FAILED_PRECONDITION'],
  [400, 'FAILED_PRECONDITION'],
])('HTTP %d is %s', async (code, status) => {
  answers.set('/refused', (_request, response) => response.writeHead(code).end());
  await expect(copy('/refused')).rejects.toMatchObject({ status, details: { httpStatus: code } });
});

test('too much: by the length that is said, and by what comes', async () => {
  await expect(copy('/film', { limitBytes: film.length - 1 })).rejects.toMatchObject({ status: 'FAILED_PRECONDITION' });
  answers.set('/endless', (_request, response) => {
    response.writeHead(200);
    const write = (): void => void (response.write(film) ? setImmediate(write) : response.once('drain', write));
    write();
  });
  await expect(copy('/endless', { limitBytes: 20_000_000 })).rejects.toMatchObject({ status: 'FAILED_PRECONDITION' });
});

test('cancelled, too late, broken off, other content', async () => {
  answers.set('/silent', (_request, response) => void response.writeHead(200).write(film));
  answers.set('/broken', (_request, response) => {
    response.writeHead(200, { 'content-length': film.length + 1 });
    response.write(film, () => response.destroy());
  });
  const controller = new AbortController();
  const running = copy('/silent', { abortSignal: controller.signal });
  setImmediate(() => controller.abort());
  await expect(running).rejects.toMatchObject({ status: 'CANCELLED' });
  await expect(copy('/silent', { timeoutMs: 300 })).rejects.toMatchObject({ status: 'DEADLINE_EXCEEDED' });
  await expect(copy('/broken')).rejects.toMatchObject({ status: 'UNAVAILABLE' });
  await expect(copy('/film', { expectedSha256: hashOf(Buffer.of(1)) })).rejects.toMatchObject({ status: 'DATA_LOSS' });
});

test('an error of the store is the error of the copy', async () => {
  const full = new Error('no space left');
  const failing = copyToBlobStore({ put: () => Promise.reject(full) }, { url: `${vendor(0).origin}/film`, allowPrivateAddresses: true });
  await expect(failing).rejects.toBe(full);
});

test('private addresses are for development alone', async () => {
  const url = `${vendor(0).origin}/film`;
  await expect(copyToBlobStore(store, { url })).rejects.toMatchObject({ status: 'PERMISSION_DENIED' });
  process.env['DURAKIT_ALLOW_PRIVATE_ADDRESSES'] = 'true';
  try {
    expect(await copyToBlobStore(store, { url })).toMatchObject({ size: film.length });
  } finally {
    Reflect.deleteProperty(process.env, 'DURAKIT_ALLOW_PRIVATE_ADDRESSES');
  }
});
