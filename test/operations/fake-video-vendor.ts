import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** How the vendor treats one job: its prompt, as JSON. */
export interface VideoScript {
  /** Tells the jobs of a test apart. */
  readonly name: string;
  /** Looks that find the job running. Default 2. */
  readonly looks?: number;
  /** Codes that the first looks get instead. */
  readonly lookCodes?: readonly number[];
  /** The code that a start gets: nothing is begun. */
  readonly startCode?: number;
  /** The job fails with these words. */
  readonly failure?: string;
  /** The job ends, and nothing came of it. */
  readonly filtered?: boolean;
  /** The first downloads get these codes. */
  readonly fileCodes?: readonly number[];
  /** Each look gives the file another URL. */
  readonly freshUrls?: boolean;
  /** Exchanges that wait until the test lets them go on, after the vendor has done its part. */
  readonly holds?: readonly Exchange[];
}

/** One kind of exchange with the vendor. `list`: of the jobs of an idempotency key. `stored`: no vendor has it; a blob store tells of a copy. */
export type Exchange = 'start' | 'look' | 'file' | 'cancel' | 'list' | 'stored';

interface Job {
  readonly id: string;
  readonly script: VideoScript;
  readonly idempotencyKey: string;
  looks: number;
  cancelled: boolean;
}

/** A vendor of videos on a real socket, that counts what it would charge for. */
export interface FakeVideoVendor extends AsyncDisposable {
  readonly url: string;
  /** Of one name: what was begun, and would be charged. */
  submits(name: string): number;
  /** How often an exchange of that name was begun, refused ones included. */
  count(name: string, exchange: Exchange): number;
  isCancelled(name: string): boolean;
  /** The SHA-256 of what a job of that name makes. */
  sha256(name: string): string;
  /** Lets held exchanges go on, now and from now on; all of a name, or those of one kind. */
  release(name: string, exchange?: Exchange): void;
  /** Ends a job at the next look, whatever its script says. */
  finish(name: string): void;
  idOf(name: string): string;
  /** Whose request had this idempotency key. */
  nameOf(idempotencyKey: string): string;
}

const FILE_BYTES = 200_000;

/** Starts the vendor on a free port of the loopback. */
export async function startFakeVideoVendor(): Promise<FakeVideoVendor> {
  const vendor = createVendor();
  const server: Server = createServer((request, response) => {
    vendor.answer(request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    ...vendor.control,
    url: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface Vendor {
  readonly control: Omit<FakeVideoVendor, 'url' | typeof Symbol.asyncDispose>;
  answer(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

function createVendor(): Vendor {
  const jobs: Job[] = [];
  const counts = new Map<string, number>();
  const released = new Set<string>();
  const finished = new Set<string>();
  const waiting: { readonly name: string; readonly exchange: Exchange; readonly resolve: () => void }[] = [];

  const count = (name: string, exchange: Exchange): number => {
    const key = `${name} ${exchange}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
    return counts.get(key) ?? 0;
  };
  const hold = async ({ name, holds = [] }: VideoScript, exchange: Exchange): Promise<void> => {
    if (!holds.includes(exchange) || released.has(name) || released.has(`${name} ${exchange}`)) return;
    await new Promise<void>((resolve) => waiting.push({ name, exchange, resolve }));
  };
  const find = (name: string): Job => {
    const job = jobs.find(({ script }) => script.name === name);
    if (job === undefined) throw new Error(`no job ${name}`);
    return job;
  };

  async function start(request: IncomingMessage): Promise<Answer> {
    const { prompt } = JSON.parse(await text(request)) as { prompt: string };
    const script = JSON.parse(prompt) as VideoScript;
    count(script.name, 'start');
    if (script.startCode !== undefined) return { code: script.startCode, body: { error: `start answered ${script.startCode}` } };
    const idempotencyKey = String(request.headers['idempotency-key']);
    const job = { id: `video-${jobs.length + 1}`, script, idempotencyKey, looks: 0, cancelled: false };
    jobs.push(job);
    await hold(script, 'start');
    return { code: 200, body: { id: job.id } };
  }

  async function look(job: Job, url: string): Promise<Answer> {
    const { script } = job;
    const number = count(script.name, 'look');
    await hold(script, 'look');
    const code = script.lookCodes?.[number - 1];
    if (code !== undefined) return { code, body: { error: `look answered ${code}` } };
    if (job.cancelled) return { code: 200, body: { id: job.id, state: 'cancelled' } };
    const { looks = 2 } = script;
    if (job.looks++ < looks && !finished.has(script.name)) {
      return { code: 200, body: { id: job.id, state: 'running', progress: job.looks / (looks + 1) } };
    }
    if (script.failure !== undefined) return { code: 200, body: { id: job.id, state: 'failed', error: script.failure } };
    const files = script.filtered === true ? [] : [`${url}/files/${script.name}${script.freshUrls === true ? `?look=${number}` : ''}`];
    return { code: 200, body: { id: job.id, state: 'succeeded', files } };
  }

  async function file(name: string): Promise<Answer> {
    const number = count(name, 'file');
    const { script } = find(name);
    await hold(script, 'file');
    const code = script.fileCodes?.[number - 1];
    return code === undefined ? { code: 200, bytes: toFile(name) } : { code, body: { error: 'gone' } };
  }

  async function stored(sha256: string): Promise<Answer> {
    const job = jobs.find(({ script }) => toHash(script.name) === sha256);
    if (job === undefined) return { code: 404, body: { error: 'no job made that' } };
    count(job.script.name, 'stored');
    await hold(job.script, 'stored');
    return { code: 200, body: {} };
  }

  return {
    control: {
      submits: (name) => jobs.filter(({ script }) => script.name === name).length,
      count: (name, exchange) => counts.get(`${name} ${exchange}`) ?? 0,
      isCancelled: (name) => find(name).cancelled,
      sha256: toHash,
      idOf: (name) => find(name).id,
      nameOf: (key) => jobs.find(({ idempotencyKey }) => idempotencyKey === key)?.script.name ?? '',
      finish: (name) => void finished.add(name),
      release: (name, exchange) => {
        released.add(exchange === undefined ? name : `${name} ${exchange}`);
        for (const held of waiting) if (held.name === name && (exchange === undefined || held.exchange === exchange)) held.resolve();
      },
    },
    answer: async (request, response) => {
      const { method = 'GET', headers } = request;
      const url = new URL(request.url ?? '/', `http://${headers.host ?? 'localhost'}`);
      const [, kind = '', id = '', verb] = url.pathname.split('/');
      const job = jobs.find((candidate) => candidate.id === id);
      if (method === 'POST' && verb === 'cancel' && job !== undefined) {
        job.cancelled = true;
        count(job.script.name, 'cancel');
        await hold(job.script, 'cancel');
        return send(response, { code: 200, body: { id, state: 'cancelled' } });
      }
      if (kind === 'stored') return send(response, await stored(id));
      if (method === 'POST') return send(response, await start(request));
      if (kind === 'files') return send(response, await file(id));
      if (id === '') {
        const found = jobs.filter(({ idempotencyKey }) => idempotencyKey === url.searchParams.get('key'));
        for (const { script } of found) {
          count(script.name, 'list');
          await hold(script, 'list');
        }
        return send(response, { code: 200, body: { jobs: found.map((each) => ({ id: each.id })) } });
      }
      if (job === undefined) return send(response, { code: 404, body: { error: 'no such job' } });
      send(response, await look(job, url.origin));
    },
  };
}

type Answer = { readonly code: number } & ({ readonly body: unknown } | { readonly bytes: Buffer });

function send(response: ServerResponse, answer: Answer): void {
  if ('bytes' in answer) response.writeHead(answer.code, { 'content-type': 'video/mp4' }).end(answer.bytes);
  else response.writeHead(answer.code, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body));
}

function toHash(name: string): string {
  return createHash('sha256').update(toFile(name)).digest('hex');
}

/** Other bytes for each name. */
function toFile(name: string): Buffer {
  return Buffer.alloc(FILE_BYTES, `${name} `);
}
