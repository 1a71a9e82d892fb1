import { lookup as resolveName } from 'node:dns';
import { request as requestHttp, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { FetchedMedia, MediaRequest } from '../../engine/media-port.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import type { StatusName } from '../../schemas/status.ts';
import { isPrivateAddress } from './is-private-address.ts';

/** Bounds of {@link createFetchMedia}. */
export interface FetchMediaOptions {
  /** Default 20 MiB. A request may ask for less or more. */
  readonly maxBytes?: number;
  /** For the whole download, redirects included. Default 30000. */
  readonly timeoutMs?: number;
  /** True lets loopback and private networks be reached: for tests. Default false. */
  readonly allowPrivateAddresses?: boolean;
}

const MOST_REDIRECTS = 5;
/** Of the body of a refusal, for the error. */
const REFUSAL_BYTES = 2000;

/**
 * The one way to fetch a URL that a model or a user supplied. Throws PERMISSION_DENIED for private addresses (also behind names and redirects),
 * FAILED_PRECONDITION for too much, DEADLINE_EXCEEDED for too long, and the status of a refusal.
 */
export function createFetchMedia(
  options: FetchMediaOptions = {},
): (request: MediaRequest, abortSignal: AbortSignal) => Promise<FetchedMedia> {
  const { timeoutMs = 30_000, allowPrivateAddresses = false } = options;
  return async ({ url, maxBytes = options.maxBytes ?? 20 * 1024 * 1024 }, abortSignal) => {
    const deadline = AbortSignal.timeout(timeoutMs);
    const signal = AbortSignal.any([abortSignal, deadline]);
    try {
      return await download(url, { maxBytes, signal, allowPrivateAddresses });
    } catch (error) {
      if (error instanceof DurakitError) throw error;
      if (abortSignal.aborted)
        throw new DurakitError({ status: 'CANCELLED', message: `the download of '${url}' was cancelled`, cause: error });
      if (!deadline.aborted)
        throw new DurakitError({ status: 'UNAVAILABLE', message: `Could not download media '${url}': ${wordsOf(error)}`, cause: error });
      throw new DurakitError({
        status: 'DEADLINE_EXCEEDED',
        message: `Media '${url}' did not arrive within ${timeoutMs} ms.`,
        cause: error,
      });
    }
  };
}

interface Download {
  readonly maxBytes: number;
  readonly signal: AbortSignal;
  readonly allowPrivateAddresses: boolean;
}

async function download(first: string, bounds: Download): Promise<FetchedMedia> {
  let url = first;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
    const response = await open(url, bounds);
    const { statusCode = 0, headers } = response;
    if (statusCode >= 300 && statusCode < 400 && headers.location !== undefined) {
      response.destroy();
      url = new URL(headers.location, url).href;
    } else if (statusCode === 200) {
      return {
        contentType: headers['content-type'] ?? '',
        base64: (await readBody(response, { url, maxBytes: bounds.maxBytes })).toString('base64'),
      };
    } else {
      throw await toRefusal(response, first);
    }
  }
  throw new DurakitError({ status: 'FAILED_PRECONDITION', message: `Media '${first}' is behind more than ${MOST_REDIRECTS} redirects.` });
}

function open(text: string, { signal, allowPrivateAddresses }: Download): Promise<IncomingMessage> {
  const url = toUrl(text);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  // a literal address is never looked up
  if (!allowPrivateAddresses && isIP(host) !== 0 && isPrivateAddress(host)) throw toDenied(host);
  const options: RequestOptions = { signal, agent: false, ...(!allowPrivateAddresses && { lookup: lookupPublic }) };
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? requestHttps : requestHttp;
    send(url, options, resolve).on('error', reject).end();
  });
}

/** The address that was checked is the one that is connected to. */
const lookupPublic: LookupFunction = (host, options, callback) => {
  resolveName(host, { ...options, all: true }, (error, addresses) => {
    const denied = error === null ? addresses.find(({ address }) => isPrivateAddress(address)) : undefined;
    const [chosen] = addresses ?? [];
    // the callback takes any error; its type knows the system's only
    if (error !== null || denied !== undefined || chosen === undefined) callback(error ?? (toDenied(host) as Error), '', 4);
    else if (options.all === true) callback(null, addresses);
    else callback(null, chosen.address, chosen.family);
  });
};

function toUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && ['http:', 'https:'].includes(url.protocol)) return url;
  throw new DurakitError({ status: 'INVALID_ARGUMENT', message: `Media '${text}' cannot be downloaded: only http and https can.` });
}

async function readBody(response: IncomingMessage, { url, maxBytes }: { url: string; maxBytes: number }): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) {
      response.destroy();
      throw new DurakitError({
        status: 'FAILED_PRECONDITION',
        message: `Media '${url}' is larger than ${maxBytes} bytes. Raise maxBytes, or give less.`,
      });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const STATUS_OF_HTTP: Readonly<Record<number, StatusName>> = {
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  410: 'NOT_FOUND',
  429: 'RESOURCE_EXHAUSTED',
};

/** Source of the words: Genkit `ai/src/model/middleware.ts`. */
async function toRefusal(response: IncomingMessage, url: string): Promise<DurakitError> {
  const { statusCode = 0 } = response;
  let text = '';
  for await (const chunk of response as AsyncIterable<Buffer>) {
    text += chunk.toString('utf8');
    if (text.length >= REFUSAL_BYTES) break;
  }
  const status = STATUS_OF_HTTP[statusCode] ?? (statusCode >= 500 ? 'UNAVAILABLE' : 'FAILED_PRECONDITION');
  return new DurakitError({
    status,
    message: `HTTP error downloading media '${url}': ${text.slice(0, REFUSAL_BYTES)}`,
    details: { httpStatus: statusCode },
  });
}

function toDenied(host: string): DurakitError {
  return new DurakitError({
    status: 'PERMISSION_DENIED',
    message: `'${host}' is in a private network, which a URL of a request may not reach. Put the media into the request as a data URI instead.`,
  });
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
