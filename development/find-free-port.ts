import { connect, createServer } from 'node:net';
import { DurakitError } from '../schemas/durakit-error.ts';

const LAST_PORT = 65_535;
const HOST = '127.0.0.1';

/**
 * The preferred port when it is free on 127.0.0.1, else the next free one above it.
 * Another process may take it before it is used: a caller that cannot bind asks again with `except`.
 * @throws DurakitError RESOURCE_EXHAUSTED when no port above the preferred one is free.
 */
export async function findFreePort(preferred: number, except: ReadonlySet<number> = new Set()): Promise<number> {
  for (let port = preferred; port <= LAST_PORT; port++) {
    if (!except.has(port) && (await isFree(port))) return port;
  }
  throw new DurakitError({ status: 'RESOURCE_EXHAUSTED', message: `No free port from ${preferred} to ${LAST_PORT} on ${HOST}.` });
}

/** Somewhere a server on all addresses does not stop a second one on 127.0.0.1: hence the connection first. */
async function isFree(port: number): Promise<boolean> {
  return !(await isAnswered(port)) && (await isBindable(port));
}

/** True when something on 127.0.0.1 accepts connections on this port. */
export function isAnswered(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: HOST, port });
    const end = (answered: boolean): void => {
      socket.destroy();
      resolve(answered);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
  });
}

function isBindable(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ host: HOST, port, exclusive: true }, () => server.close(() => resolve(true)));
  });
}
