import { afterEach, describe, expect, test } from '@jest/globals';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { findFreePort } from '../../development/find-free-port.ts';

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

function occupy(host: string): Promise<number> {
  const server = createServer();
  servers.push(server);
  return new Promise((resolve) => server.listen(0, host, () => resolve((server.address() as AddressInfo).port)));
}

describe('findFreePort', () => {
  test('the preferred port when it is free', async () => {
    const port = await occupy('127.0.0.1');
    const free = await findFreePort(port);
    expect(await findFreePort(free)).toBe(free);
  });

  test.each(['127.0.0.1', '0.0.0.0'])('a later one when a server on %s has it', async (host) => {
    const port = await occupy(host);
    expect(await findFreePort(port)).toBeGreaterThan(port);
  });

  test('a later one than those that the caller could not get', async () => {
    const port = await findFreePort(20_000);
    expect(await findFreePort(port, new Set([port]))).toBeGreaterThan(port);
  });
});
