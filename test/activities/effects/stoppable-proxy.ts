import { createServer, connect, type Socket } from 'node:net';
import { once } from 'node:events';

/** Stands between a worker and Temporal. */
export interface StoppableProxy extends AsyncDisposable {
  readonly address: string;
  /** From now on nothing that the worker says arrives. */
  stop(): void;
}

/** Listens on a free port of the loopback interface. */
export async function startStoppableProxy(target: string): Promise<StoppableProxy> {
  const [host = '', port = ''] = target.split(':');
  const sockets = new Set<Socket>();
  let stopped = false;
  const server = createServer((client) => {
    const upstream = connect(Number(port), host);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => (client.destroy(), upstream.destroy()));
    }
    client.on('data', (data) => void (stopped || upstream.write(data)));
    upstream.pipe(client);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const listening = server.address();
  if (listening === null || typeof listening === 'string') throw new Error('the proxy has no port');
  return {
    address: `127.0.0.1:${listening.port}`,
    stop: () => void (stopped = true),
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
