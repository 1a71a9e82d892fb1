import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it arrived. */
export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Settles when the connection of this request is closed before its answer is complete. */
  readonly closedEarly: Promise<void>;
}

/** How the server answers one request. */
export type Behaviour = (response: ServerResponse, request: ReceivedRequest) => void | Promise<void>;

/** A vendor on this machine that behaves as it is told and keeps what arrived. */
export interface VendorServer extends AsyncDisposable {
  readonly url: string;
  readonly requests: readonly ReceivedRequest[];
  behave(behaviour: Behaviour): void;
  /** The first request that arrives from now on, or the last one that has. */
  nextRequest(): Promise<ReceivedRequest>;
}

/** Starts on a free port of the loopback interface. */
export async function startVendorServer(first: Behaviour = refuse): Promise<VendorServer> {
  const requests: ReceivedRequest[] = [];
  const waiting: ((request: ReceivedRequest) => void)[] = [];
  let behaviour = first;
  const server = createServer((incoming, response) => {
    void readRequest(incoming, response).then(async (request) => {
      requests.push(request);
      for (const resolve of waiting.splice(0)) resolve(request);
      await behaviour(response, request);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    behave: (next) => void (behaviour = next),
    nextRequest: () => {
      const last = requests.at(-1);
      return last === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(last);
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function readRequest(incoming: IncomingMessage, response: ServerResponse): Promise<ReceivedRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const closedEarly = new Promise<void>((resolve) => {
    response.once('close', () => {
      if (!response.writableFinished) resolve();
    });
  });
  const { method = '', url = '', headers } = incoming;
  return { method, path: url, headers, body: Buffer.concat(chunks).toString('utf8'), closedEarly };
}

function refuse(response: ServerResponse): void {
  response.writeHead(500).end('no behaviour was given to the vendor server');
}
