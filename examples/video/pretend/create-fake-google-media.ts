import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sendAnswer, type FakeAnswer, type FakeRequest } from './fake-answer.ts';
import { FaultQueue, toGoogleError, type Fault, type FaultPlace } from './fake-faults.ts';
import { answerAsGemini } from './fake-gemini.ts';
import { FakeInteractions, type InteractionOutcome } from './fake-interactions.ts';
import { FakeVeo, type VeoOutcome } from './fake-veo.ts';

/** What the fake starts with. */
export interface FakeGoogleMediaOptions {
  /** The one key that is taken. Default `fake-key`. */
  readonly apiKey?: string;
  /** Looks that find a job unfinished. Default 2. */
  readonly polls?: number;
  /** Seconds after which it wants to be asked about a video again. Default: it says nothing about that. */
  readonly retryAfter?: number;
  /** Default: any that is free, on the loopback interface. */
  readonly port?: number;
  /** Is told of each request, as it arrives. */
  readonly onRequest?: (request: FakeRequest) => void;
}

/** Google's API for videos, music, research and one script on this machine. It keeps what arrived, and counts what would have been paid. */
export interface FakeGoogleMedia extends AsyncDisposable {
  /** Without the version: `baseUrl` of the plugin. */
  readonly url: string;
  readonly apiKey: string;
  readonly requests: readonly FakeRequest[];
  /** Paid requests that were taken, whether or not the answer arrived. */
  readonly submits: number;
  readonly veo: FakeVeo;
  readonly interactions: FakeInteractions;
  /** For jobs that start from now on. */
  behave(behaviour: { readonly polls?: number; readonly veo?: VeoOutcome; readonly interaction?: InteractionOutcome }): void;
  fail(fault: Fault): void;
  /** Waits until a condition on the requests holds. */
  until(isThere: (requests: readonly FakeRequest[]) => boolean): Promise<void>;
}

/** Starts it. It needs nothing but Node: an example may bring it along. */
export async function createFakeGoogleMedia(options: FakeGoogleMediaOptions = {}): Promise<FakeGoogleMedia> {
  const { apiKey = 'fake-key', port = 0, retryAfter, onRequest } = options;
  const now = { polls: options.polls ?? 2, veo: 'video' as VeoOutcome, interaction: 'completed' as InteractionOutcome };
  const requests: FakeRequest[] = [];
  const waiting = new Set<() => void>();
  const faults = new FaultQueue();
  const veo = new FakeVeo({ polls: () => now.polls, outcome: () => now.veo, address: () => url, retryAfter });
  const interactions = new FakeInteractions({ polls: () => now.polls, outcome: () => now.interaction });
  const server = createServer((incoming, response) => {
    void readRequest(incoming).then((request) => {
      requests.push(request);
      onRequest?.(request);
      answer(request, response, { apiKey, faults, veo, interactions });
      for (const look of waiting) look();
    });
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    apiKey,
    requests,
    veo,
    interactions,
    get submits() {
      return veo.submits + interactions.submits;
    },
    behave: (behaviour) => void Object.assign(now, behaviour),
    fail: (fault) => faults.add(fault),
    until: async (isThere) => {
      if (isThere(requests)) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      const look = (): void => (isThere(requests) ? resolve() : undefined);
      waiting.add(look);
      await promise;
      waiting.delete(look);
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

interface Parts {
  readonly apiKey: string;
  readonly faults: FaultQueue;
  readonly veo: FakeVeo;
  readonly interactions: FakeInteractions;
}

function answer(request: FakeRequest, response: ServerResponse, parts: Parts): void {
  const { place, run } = route(request, parts);
  const fault = place === undefined ? undefined : parts.faults.take(place);
  if (fault?.status !== undefined) {
    const headers = fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) };
    sendAnswer(response, { status: fault.status, headers, body: toGoogleError(fault.status, fault.message) });
    return;
  }
  const result = fault?.drop === 'before' ? undefined : run();
  if (fault?.drop !== undefined || result === undefined) response.socket?.resetAndDestroy();
  else sendAnswer(response, result);
}

function route(request: FakeRequest, { apiKey, veo, interactions }: Parts): { place: FaultPlace | undefined; run: () => FakeAnswer } {
  const { method, headers } = request;
  const path = request.path.replace(/^\/v1beta\//, '');
  if (/^(\/download\/v1beta\/)?files\/\w+:download/.test(path)) return { place: 'download', run: () => veo.download(request, apiKey) };
  if (headers['x-goog-api-key'] !== apiKey) {
    return { place: undefined, run: () => ({ status: 400, body: toGoogleError(400, 'API key not valid. Please pass a valid API key.') }) };
  }
  const model = /^models\/([^/:]+):predictLongRunning$/.exec(path)?.[1];
  if (method === 'POST' && model !== undefined) return { place: 'start', run: () => veo.start(model) };
  if (method === 'GET' && /^models\/[^/]+\/operations\/[^/]+$/.test(path)) return { place: 'poll', run: () => veo.poll(path) };
  if (method === 'POST' && path === 'interactions') return { place: 'start', run: () => interactions.create(request.body) };
  const script = method === 'POST' ? answerAsGemini(path) : undefined;
  if (script !== undefined) return { place: undefined, run: () => script };
  const [, id, cancel] = /^interactions\/([^/]+)(\/cancel)?$/.exec(path) ?? [];
  if (method === 'GET' && id !== undefined && cancel === undefined) return { place: 'poll', run: () => interactions.get(id) };
  if (method === 'POST' && id !== undefined && cancel !== undefined) return { place: 'cancel', run: () => interactions.cancel(id) };
  return { place: undefined, run: () => ({ status: 404, body: toGoogleError(404, `There is no ${method} ${path} here.`) }) };
}

async function readRequest(incoming: IncomingMessage): Promise<FakeRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  const { method = '', url = '', headers } = incoming;
  return { method, path: url, headers, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
}
