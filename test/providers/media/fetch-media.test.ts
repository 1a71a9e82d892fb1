import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createFetchMedia } from '../../../providers/media/fetch-media.ts';
import { isPrivateAddress } from '../../../providers/media/is-private-address.ts';

let server: Server;
let base = '';
const { signal } = new AbortController();

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === '/never') return;
    if (request.url === '/round') response.writeHead(302, { location: '/round' }).end();
    else if (request.url === '/moved') response.writeHead(301, { location: '/file' }).end();
    else if (request.url === '/ftp') response.writeHead(301, { location: 'ftp://example.com/x' }).end();
    else if (request.url === '/broken') response.writeHead(503).end('later');
    else response.writeHead(200, { 'content-type': 'text/plain' }).end('content');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
});

describe('fetchMedia', () => {
  const fetchMedia = createFetchMedia({ allowPrivateAddresses: true });
  const guarded = createFetchMedia();

  test('gives type and content, also from behind a redirect', async () => {
    const file = { contentType: 'text/plain', base64: Buffer.from('content').toString('base64') };
    expect(await fetchMedia({ url: `${base}/file` }, signal)).toEqual(file);
    expect(await fetchMedia({ url: `${base}/moved` }, signal)).toEqual(file);
  });

  test.each([
    ['/round', { status: 'FAILED_PRECONDITION' }],
    ['/ftp', { status: 'INVALID_ARGUMENT' }],
    ['/broken', { status: 'UNAVAILABLE', details: { httpStatus: 503 }, message: expect.stringContaining('later') }],
  ])('%s is an error', async (path, error) => {
    await expect(fetchMedia({ url: `${base}${path}` }, signal)).rejects.toMatchObject(error);
  });

  test('has limits of size and time, and can be stopped', async () => {
    await expect(fetchMedia({ url: `${base}/file`, maxBytes: 6 }, signal)).rejects.toMatchObject({ status: 'FAILED_PRECONDITION' });
    expect(await fetchMedia({ url: `${base}/file`, maxBytes: 7 }, signal)).toMatchObject({ contentType: 'text/plain' });
    const hurried = createFetchMedia({ allowPrivateAddresses: true, timeoutMs: 50 });
    await expect(hurried({ url: `${base}/never` }, signal)).rejects.toMatchObject({ status: 'DEADLINE_EXCEEDED' });
    const controller = new AbortController();
    const running = fetchMedia({ url: `${base}/never` }, controller.signal);
    controller.abort();
    await expect(running).rejects.toMatchObject({ status: 'CANCELLED' });
  });

  test.each(['http://127.0.0.1:1/', 'http://[::1]:1/', 'http://localhost:1/', 'http://2130706433:1/', 'http://[::ffff:127.0.0.1]:1/'])(
    '%s is not reached',
    async (url) => {
      await expect(guarded({ url }, signal)).rejects.toMatchObject({ status: 'PERMISSION_DENIED' });
    },
  );

  test.each(['file:///etc/passwd', 'nonsense'])('%s is no address to fetch', async (url) => {
    await expect(guarded({ url }, signal)).rejects.toMatchObject({ status: 'INVALID_ARGUMENT' });
  });
});

describe('isPrivateAddress', () => {
  test.each([
    '10.1.2.3',
    '172.31.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '::',
    '::1',
    'fd00::1',
    'fe80::1%eth0',
    'ff02::1',
  ])('%s is', (address) => expect(isPrivateAddress(address)).toBe(true));
  test.each(['::ffff:10.0.0.1', '::ffff:a00:1', '64:ff9b::7f00:1', '2002:7f00:1::', '::127.0.0.1', 'name'])('%s is as well', (address) =>
    expect(isPrivateAddress(address)).toBe(true),
  );
  test.each(['8.8.8.8', '172.32.0.1', '2606:4700::1111', '::ffff:8.8.8.8', '2002:808:808::1'])('%s is not', (address) =>
    expect(isPrivateAddress(address)).toBe(false),
  );
});
