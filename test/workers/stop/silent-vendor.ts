import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';

/** A vendor on the loopback interface that says `Hello` at once and then nothing, until it is told to end. */
export interface SilentVendor extends AsyncDisposable {
  /** Asked with `/<name>`; a name is used once. */
  readonly url: string;
  /** `asked`: the caller waits. `closed`: the caller hung up. `answered`: it got its answer. */
  stateOf(name: string): 'unknown' | 'asked' | 'closed' | 'answered';
  answer(name: string): void;
}

/** Listens on a free port. */
export async function startSilentVendor(): Promise<SilentVendor> {
  const states = new Map<string, 'asked' | 'closed' | 'answered'>();
  const open = new Map<string, ServerResponse>();
  const server = createServer((request, response) => {
    const name = (request.url ?? '').slice(1);
    states.set(name, 'asked');
    open.set(name, response);
    response.write('Hello');
    response.on('close', () => {
      if (states.get(name) === 'asked') states.set(name, 'closed');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the vendor has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    stateOf: (name) => states.get(name) ?? 'unknown',
    answer: (name) => {
      states.set(name, 'answered');
      open.get(name)?.end(', world');
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
