import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** PostgreSQL behind a door that can be shut. */
export interface DatabaseProxy extends AsyncDisposable {
  readonly url: string;
  /** Breaks all connections and takes no new ones. */
  shut(): void;
  open(): void;
  /** How many connections it has refused since it was shut last. */
  refused(): number;
}

/** Starts a proxy for the database of a URL. */
export async function startDatabaseProxy(url: string): Promise<DatabaseProxy> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  let isShut = false;
  let refused = 0;
  const server = createServer((socket) => {
    if (isShut) {
      refused++;
      socket.on('error', () => undefined).resetAndDestroy();
      return;
    }
    const upstream = connect({ host: target.hostname, port: Number(target.port) });
    for (const [one, other] of [
      [socket, upstream],
      [upstream, socket],
    ] as const) {
      sockets.add(one);
      one.on('error', () => undefined);
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const breakAll = (): void => sockets.forEach((socket) => socket.destroy());
  return {
    url: Object.assign(new URL(url), { hostname: '127.0.0.1', port: String((server.address() as AddressInfo).port) }).href,
    shut: () => {
      isShut = true;
      refused = 0;
      breakAll();
    },
    open: () => void (isShut = false),
    refused: () => refused,
    [Symbol.asyncDispose]: async () => {
      breakAll();
      server.close();
      await once(server, 'close');
    },
  };
}
