import { once } from 'node:events';
import { createServer } from 'node:http';

/** A vendor on the loopback interface that takes requests and never answers. */
export interface SilentVendor extends AsyncDisposable {
  /** To be followed by a name that is used once. */
  readonly url: string;
  untilAsked(name: string): Promise<void>;
  /** Resolves with the time, as of `performance.now()`, at which the caller's socket was closed. */
  untilClosed(name: string): Promise<number>;
}

interface Call {
  readonly asked: PromiseWithResolvers<void>;
  readonly closed: PromiseWithResolvers<number>;
}

/** Listens on a free port. */
export async function startSilentVendor(): Promise<SilentVendor> {
  const calls = new Map<string, Call>();
  const callOf = (name: string): Call => {
    const call = calls.get(name) ?? { asked: Promise.withResolvers<void>(), closed: Promise.withResolvers<number>() };
    calls.set(name, call);
    return call;
  };
  const server = createServer((request, response) => {
    const call = callOf((request.url ?? '').slice(1));
    response.on('close', () => call.closed.resolve(performance.now()));
    call.asked.resolve();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the vendor has no port');
  return {
    url: `http://127.0.0.1:${address.port}/`,
    untilAsked: (name) => callOf(name).asked.promise,
    untilClosed: (name) => callOf(name).closed.promise,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
