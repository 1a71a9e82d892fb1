import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { findSharedFolder } from '../models/recordings/shared-folder.ts';
import { startVendorServer, type VendorServer } from '../models/vendor-server/vendor-server.ts';

const BodySchema = z.object({ json: z.unknown().optional(), text: z.string().optional(), base64: z.string().optional() });

const SessionSchema = z.object({
  exchanges: z.array(
    z.object({
      method: z.string(),
      url: z.string(),
      status: z.number(),
      headers: z.record(z.string(), z.string()),
      request: BodySchema,
      response: BodySchema,
    }),
  ),
});

/** One recorded request with its answer. */
export type Exchange = z.infer<typeof SessionSchema>['exchanges'][number];

/** A vendor that says what it once said, in order. */
export interface ReplayedSession extends AsyncDisposable {
  readonly server: VendorServer;
  readonly exchanges: readonly Exchange[];
  /** Where the requests were not those of the recording. */
  readonly differences: readonly string[];
  /** Exchanges that were had. */
  readonly position: number;
}

/** The exchanges of a session in the folder of recordings. */
export function readExchanges(file: string): Exchange[] {
  return SessionSchema.parse(JSON.parse(readFileSync(join(findSharedFolder(), 'fixtures', file), 'utf8'))).exchanges;
}

/**
 * Replays a session: method, path and body of each request are held against the recorded ones, bytes come as they came. Hosts are this machine's.
 * `normalize` brings two bodies that mean the same into one form.
 */
export async function replaySession(file: string, normalize: (body: unknown) => unknown = (body) => body): Promise<ReplayedSession> {
  const exchanges = readExchanges(file);
  const differences: string[] = [];
  let position = 0;
  const server = await startVendorServer();
  server.behave((response, { method, path, body }) => {
    const exchange = exchanges[position];
    position += 1;
    if (exchange === undefined) return void response.writeHead(500).end('the recording is over');
    const { origin, pathname, search } = new URL(exchange.url);
    if (`${method} ${path}` !== `${exchange.method} ${pathname}${search}`)
      differences.push(`${method} ${path}, not ${exchange.method} ${pathname}${search}`);
    const sent: unknown = body === '' ? undefined : JSON.parse(body);
    if (!isDeepStrictEqual(normalize(sent), normalize(exchange.request.json)))
      differences.push(`${path}: ${body}, not ${JSON.stringify(exchange.request.json)}`);
    const location = exchange.status === 302 ? nextPath(exchanges, position) : undefined;
    response.writeHead(exchange.status, { ...exchange.headers, ...(location !== undefined && { location: `${server.url}${location}` }) });
    return void response.end(toBytes(exchange, origin, server.url));
  });
  return {
    server,
    exchanges,
    differences,
    get position() {
      return position;
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

/** The recorder kept no `Location`. */
function nextPath(exchanges: readonly Exchange[], position: number): string | undefined {
  const url = exchanges[position]?.url;
  return url === undefined ? undefined : new URL(url).pathname + new URL(url).search;
}

function toBytes({ response }: Exchange, origin: string, address: string): Buffer {
  if (response.base64 !== undefined) return Buffer.from(response.base64, 'base64');
  const text = response.text ?? (response.json === undefined ? '' : JSON.stringify(response.json));
  return Buffer.from(text.replaceAll(origin, address), 'utf8');
}
