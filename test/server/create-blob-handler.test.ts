import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, request as requestHttp, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { getRequestListener } from '@hono/node-server';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { BlobStore } from '../../engine/blobs/blob-store.ts';
import { createFileBlobStore } from '../../providers/blobs/file-blob-store.ts';
import { createBlobHandler, type BlobHandlerOptions } from '../../server/create-blob-handler.ts';

let folder = '';
let store: BlobStore;
let server: Server;
let options: BlobHandlerOptions;
const errors: unknown[] = [];
const bytes = randomBytes(3_000_000);
let sha256 = '';

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'durakit-served-'));
  store = createFileBlobStore({ folder });
  ({ sha256 } = await store.put(bytes, { contentType: 'video/mp4' }));
  reset();
  server = createServer(getRequestListener((request) => createBlobHandler(options)(request)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true, force: true });
});

function reset(more: Partial<BlobHandlerOptions> = {}): void {
  options = { store, authorize: () => true, onError: (error) => void errors.push(error), ...more };
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Node's own client: it changes no path and adds no header. */
function ask(target: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    requestHttp({ port, host: '127.0.0.1', path: target, headers, method }, (response) => {
      const { statusCode = 0 } = response;
      buffer(response).then((body) => resolve({ status: statusCode, headers: response.headers, body }), reject);
    })
      .on('error', reject)
      .end();
  });
}

describe('a blob', () => {
  test('comes with its type, length, tag, and what keeps browsers from guessing', async () => {
    const { status, headers, body } = await ask(`/blobs/${sha256}`);
    expect([status, body.equals(bytes)]).toEqual([200, true]);
    expect(headers).toMatchObject({
      'content-type': 'video/mp4',
      'content-length': '3000000',
      etag: `"${sha256}"`,
      'accept-ranges': 'bytes',
      'cache-control': 'private, max-age=31536000, immutable',
      'content-disposition': 'inline',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining('sandbox'),
    });
  });

  test('HEAD says the same and sends nothing, a range or not', async () => {
    for (const headers of [{}, { range: 'bytes=0-9' }]) {
      const answer = await ask(`/blobs/${sha256}`, headers, 'HEAD');
      expect([answer.status, answer.headers['content-length'], answer.body.length]).toEqual([200, '3000000', 0]);
      expect(answer.headers).toMatchObject({ 'content-type': 'video/mp4', etag: `"${sha256}"` });
    }
  });

  test.each([
    ['bytes=0-0', 0, 0],
    ['bytes=1048575-1048576', 1_048_575, 1_048_576],
    ['bytes=2999999-', 2_999_999, 2_999_999],
    ['bytes=2000000-9999999', 2_000_000, 2_999_999],
    ['bytes=-5', 2_999_995, 2_999_999],
  ])('%s', async (range, start, end) => {
    const { status, headers, body } = await ask(`/blobs/${sha256}`, { range });
    expect([status, headers['content-range'], headers['content-length']]).toEqual([
      206,
      `bytes ${start}-${end}/3000000`,
      `${end - start + 1}`,
    ]);
    expect(body.equals(bytes.subarray(start, end + 1))).toBe(true);
  });

  test('a range behind the end is 416; several, and one of another version, are the whole', async () => {
    const behind = await ask(`/blobs/${sha256}`, { range: 'bytes=3000000-' });
    expect([behind.status, behind.headers['content-range']]).toEqual([416, 'bytes */3000000']);
    for (const headers of [{ range: 'bytes=0-1,3-4' }, { range: 'bytes=0-1', 'if-range': '"other"' }])
      expect((await ask(`/blobs/${sha256}`, headers)).body.length).toBe(3_000_000);
    expect((await ask(`/blobs/${sha256}`, { range: 'bytes=0-1', 'if-range': `"${sha256}"` })).status).toBe(206);
  });

  test.each([
    [(tag: string) => `"${tag}"`, 304],
    [(tag: string) => `W/"${tag}"`, 304],
    [(tag: string) => `"other", "${tag}"`, 304],
    [() => '*', 304],
    [() => '"other"', 200],
  ])('If-None-Match %#', async (toHeader, expected) => {
    const { status, headers, body } = await ask(`/blobs/${sha256}`, { 'if-none-match': toHeader(sha256) });
    expect([status, headers['etag'], body.length === 0]).toEqual([expected, `"${sha256}"`, expected === 304]);
  });

  test('an empty one', async () => {
    const empty = await store.put(Buffer.alloc(0), { contentType: 'text/plain' });
    const whole = await ask(`/blobs/${empty.sha256}`);
    expect([whole.status, whole.headers['content-length'], whole.body.length]).toEqual([200, '0', 0]);
    expect((await ask(`/blobs/${empty.sha256}`, { range: 'bytes=0-' })).status).toBe(416);
  });

  test.each(['text/html', 'image/svg+xml', 'application/xhtml+xml', 'text/xml', 'application/pdf', 'application/octet-stream'])(
    '%s is a download',
    async (contentType) => {
      const page = await store.put(Buffer.from(`<script>alert('${contentType}')</script>`), { contentType });
      const { headers } = await ask(`/blobs/${page.sha256}`);
      expect(headers['content-disposition']).toBe(`attachment; filename="${page.sha256}"`);
      expect(headers['content-security-policy']).toMatch(/default-src 'none'.*sandbox/);
    },
  );
});

describe('what is refused', () => {
  test('unknown names and paths are 404, and never a path of the disk', async () => {
    const paths = [
      `/blobs/${'0'.repeat(64)}`,
      '/blobs/',
      '/blobs/../../etc/passwd',
      `/blobs/${sha256}/`,
      `/blobs/${sha256.toUpperCase()}`,
      '/',
    ];
    for (const target of [...paths, `/blobs/..%2f${sha256}`, `/other/${sha256}`, `/blobs/${sha256}.json`])
      expect([target, (await ask(target)).status]).toEqual([target, 404]);
  });

  test('other methods are 405', async () => {
    for (const method of ['POST', 'PUT', 'DELETE']) {
      const { status, headers } = await ask(`/blobs/${sha256}`, {}, method);
      expect([status, headers['allow']]).toEqual([405, 'GET, HEAD']);
    }
  });

  test('who may not: 403, or what authorize answers; nothing is looked up before', async () => {
    const asked: string[] = [];
    const watched = { stat: (name: string) => (asked.push(name), store.stat(name)), open: store.open };
    reset({ store: watched, authorize: (request, name) => request.headers.get('authorization') === `Bearer ${name}` });
    expect((await ask(`/blobs/${sha256}`)).status).toBe(403);
    expect(asked).toEqual([]);
    expect((await ask(`/blobs/${sha256}`, { authorization: `Bearer ${sha256}` })).status).toBe(200);
    reset({ authorize: () => Promise.resolve(new Response('who?', { status: 401, headers: { 'www-authenticate': 'Basic' } })) });
    const { status, headers } = await ask(`/blobs/${sha256}`);
    expect([status, headers['www-authenticate']]).toEqual([401, 'Basic']);
    reset();
  });

  test('errors of the store are told to the log, not to the caller', async () => {
    reset({ store: { stat: () => Promise.reject(new Error('the disk of host db-7 is full')), open: store.open } });
    const { status, body } = await ask(`/blobs/${sha256}`);
    expect([status, body.toString()]).toEqual([500, expect.not.stringContaining('db-7')]);
    expect(String(errors.at(-1))).toContain('db-7');
    reset();
  });
});

test('another path', async () => {
  reset({ path: '/files/' });
  expect([(await ask(`/files/${sha256}`)).status, (await ask(`/blobs/${sha256}`)).status]).toEqual([200, 404]);
  reset();
});

test('a reader who goes away ends the reading of the store', async () => {
  const { promise, resolve } = Promise.withResolvers<unknown>();
  const endless = new ReadableStream<Uint8Array>({ pull: (controller) => controller.enqueue(new Uint8Array(65_536)), cancel: resolve });
  const info = { sha256, size: 2 ** 40, contentType: 'video/mp4' };
  reset({ store: { stat: () => Promise.resolve(info), open: () => Promise.resolve({ ...info, stream: endless }) } });
  const { port } = server.address() as AddressInfo;
  const request = requestHttp({ port, host: '127.0.0.1', path: `/blobs/${sha256}` }, (response) =>
    response.once('data', () => request.destroy()),
  );
  request.on('error', () => undefined).end();
  await promise;
  reset();
});
