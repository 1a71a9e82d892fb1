import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, request as requestHttp, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { verifySignature, type SigningKey } from './verify-signature.ts';

/** A request that came through the gate. */
export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly bytes: number;
}

/** An S3 server with the bucket `blobs`, in this process. */
export interface S3TestServer extends AsyncDisposable {
  readonly endpoint: string;
  readonly key: SigningKey;
  readonly seen: readonly SeenRequest[];
  /** The next request that fits is answered with this and not passed on. */
  answerNext(fits: RegExp, answer: { readonly status: number; readonly body: string }): void;
}

/** s3rver knows this key and no other; the gate checks what s3rver does not. */
const KEY: SigningKey = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER', region: 'us-east-1' };

/**
 * s3rver behind a gate. s3rver stores, copies, puts parts together and reads ranges (all but `0-0`); it takes any signature of version 4 and cannot give up
 * an upload, so the gate checks signatures and bodies, and answers for uploads that are given up.
 */
export async function startS3Server(): Promise<S3TestServer> {
  const directory = await mkdtemp(path.join(tmpdir(), 'durakit-s3-'));
  const store = createServer(createHandler(directory));
  const storePort = await listen(store);
  const seen: SeenRequest[] = [];
  const answers: { fits: RegExp; status: number; body: string }[] = [];
  const gate = createServer((request, response) => {
    const pass = async (): Promise<void> => {
      const body = await buffer(request);
      const { method = '', url = '' } = request;
      seen.push({ method, url, bytes: body.length });
      const planned = answers.findIndex(({ fits }) => fits.test(`${method} ${url}`));
      const [answer] = planned === -1 ? [] : answers.splice(planned, 1);
      if (answer !== undefined) response.writeHead(answer.status, { 'content-type': 'application/xml' }).end(answer.body);
      else judge(request, response, { body, storePort });
    };
    pass().catch((error: unknown) => response.destroy(error as Error));
  });
  const endpoint = `http://127.0.0.1:${await listen(gate)}`;
  return {
    endpoint,
    key: KEY,
    seen,
    answerNext: (fits, answer) => void answers.push({ fits, ...answer }),
    [Symbol.asyncDispose]: async () => {
      for (const server of [gate, store]) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
      await rm(directory, { recursive: true, force: true });
    },
  };
}

function judge(request: IncomingMessage, response: ServerResponse, { body, storePort }: { body: Buffer; storePort: number }): void {
  const wrong = verifySignature(request, body, KEY);
  if (wrong !== undefined) {
    const text = `<?xml version="1.0"?><Error><Code>${wrong}</Code><Message>The gate says &quot;no&quot;.</Message></Error>`;
    response.writeHead(wrong === 'XAmzContentSHA256Mismatch' ? 400 : 403, { 'content-type': 'application/xml' }).end(text);
  } else if (request.method === 'DELETE' && request.url?.includes('uploadId=') === true) {
    response.writeHead(204).end();
  } else {
    passOn(request, response, { body, storePort });
  }
}

function passOn(request: IncomingMessage, response: ServerResponse, { body, storePort }: { body: Buffer; storePort: number }): void {
  const { method, url } = request;
  // s3rver takes a last byte of 0 for none
  const isFirstByte = request.headers.range === 'bytes=0-0';
  const headers = { ...request.headers, ...(isFirstByte && { range: 'bytes=0-1' }) };
  const passed = requestHttp({ port: storePort, host: '127.0.0.1', method, path: url, headers, agent: false }, (answer) => {
    if (isFirstByte) return void cutToFirstByte(answer, response);
    response.writeHead(answer.statusCode ?? 500, answer.headers);
    answer.pipe(response);
  });
  passed.on('error', (error) => response.destroy(error));
  response.on('close', () => passed.destroy());
  passed.end(body);
}

async function cutToFirstByte(answer: IncomingMessage, response: ServerResponse): Promise<void> {
  const bytes = await buffer(answer);
  const range = answer.headers['content-range']?.replace('0-1/', '0-0/');
  response.writeHead(answer.statusCode ?? 500, { ...answer.headers, 'content-length': 1, 'content-range': range });
  response.end(bytes.subarray(0, 1));
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** s3rver has no types. */
interface S3rver {
  configureBuckets(): Promise<unknown>;
  callback(): Handler;
}

function createHandler(directory: string): Handler {
  const constructor = createRequire(import.meta.url)('s3rver') as new (options: object) => S3rver;
  const server = new constructor({ directory, silent: true, configureBuckets: [{ name: 'blobs' }] });
  const ready = server.configureBuckets();
  const handle = server.callback();
  return (request, response) => void ready.then(() => handle(request, response));
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}
