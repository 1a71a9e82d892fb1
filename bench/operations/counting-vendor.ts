import { once } from 'node:events';
import { createServer } from 'node:http';

/** A vendor on the loopback interface whose jobs are done at a certain look. */
export interface CountingVendor extends AsyncDisposable {
  readonly url: string;
  /** Requests that began a job, and would be paid. */
  readonly submits: () => number;
  readonly looks: () => number;
  /** Jobs that were told to be done. */
  readonly done: () => number;
}

/** Listens on a free port. */
export async function startCountingVendor(looksPerJob: number): Promise<CountingVendor> {
  const jobs = new Map<string, number>();
  const counts = { submits: 0, looks: 0, done: 0 };
  const server = createServer((request, response) => {
    const [, verb, id = ''] = (request.url ?? '').split('/');
    let done = false;
    if (verb === 'start') {
      counts.submits++;
      jobs.set(id, 0);
    } else {
      counts.looks++;
      const look = (jobs.get(id) ?? 0) + 1;
      jobs.set(id, look);
      done = look >= looksPerJob;
      if (look === looksPerJob) counts.done++;
    }
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ id, done }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the vendor has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    submits: () => counts.submits,
    looks: () => counts.looks,
    done: () => counts.done,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
