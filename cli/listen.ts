import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { findFreePort } from '../development/find-free-port.ts';
import { DurakitError } from '../schemas/durakit-error.ts';

/** Where to listen. */
export interface ListenOptions {
  readonly fetch: (request: Request) => Promise<Response>;
  readonly port: number;
  readonly host: string;
  /** Take the next free port where this one is in use. Default false. */
  readonly orNext?: boolean;
}

/** A server that takes requests. */
export interface Listening {
  readonly url: string;
  /** Takes no more requests; those that run get `grace` milliseconds to end. */
  close(grace: number): Promise<void>;
}

type HttpServer = ReturnType<typeof createAdaptorServer>;

/** Listens. Throws FAILED_PRECONDITION where the port is in use, or may not be used. */
export async function listen({ fetch, port, host, orNext = false }: ListenOptions): Promise<Listening> {
  const lost = new Set<number>();
  for (;;) {
    const free = orNext ? await findFreePort(port, lost) : port;
    const server = createAdaptorServer({ fetch });
    try {
      await bind(server, free, host);
      return { url: toUrl(server, host), close: (grace) => close(server, grace) };
    } catch (error) {
      // Somebody took it between our look and our call.
      if (orNext && isInUse(error)) lost.add(free);
      else throw cannotListen(error, { port, host });
    }
  }
}

function bind(server: HttpServer, port: number, host: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen(port, host, () => {
    server.off('error', reject);
    resolve();
  });
  return promise;
}

async function close(server: HttpServer, grace: number): Promise<void> {
  const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
  if ('closeIdleConnections' in server) server.closeIdleConnections();
  const timer = setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), grace);
  await closed;
  clearTimeout(timer);
}

function toUrl(server: HttpServer, host: string): string {
  const { port } = server.address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function isInUse(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
}

function cannotListen(error: unknown, { port, host }: { port: number; host: string }): DurakitError {
  const reason = isInUse(error) ? 'another program uses it' : error instanceof Error ? error.message : String(error);
  return new DurakitError({
    status: 'FAILED_PRECONDITION',
    message: `Port ${port} of ${host} cannot be listened on: ${reason}. Choose another with --port.`,
    cause: error,
  });
}
