import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { durakit } from 'durakit';

const ai = durakit({ name: 'request', mode: 'inline' });

export const menu = ai.defineFlow('menu', async (theme: string) => `a ${theme} menu`);

const server = createServer(async (_request, response) => {
  response.end(await menu('pirate'));
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
export const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
export const close = () => server.close();
