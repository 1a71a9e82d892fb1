import { lookup as resolveName } from 'node:dns';
import { request as requestHttp, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { DurakitError } from '../../schemas/durakit-error.ts';
import { isPrivateAddress } from './is-private-address.ts';

/** How a URL is asked. */
export interface OpenMediaOptions {
  /** Ends the request and the reading of its answer. */
  readonly signal: AbortSignal;
  /** True lets loopback and private networks be reached: for tests. */
  readonly allowPrivateAddresses: boolean;
  /** Headers for one origin alone: where a redirect, or the URL itself, leads elsewhere, they stay at home. */
  readonly credentials?: MediaCredentials | undefined;
  /** Without a byte for so long the connection is given up. Default: no limit. */
  readonly stallMs?: number | undefined;
}

/** What a vendor wants to see before it gives out its files. */
export interface MediaCredentials {
  /** Of the vendor: `https://generativelanguage.googleapis.com`. */
  readonly origin: string;
  readonly headers: Readonly<Record<string, string>>;
}

const MOST_REDIRECTS = 5;

/**
 * Asks for a URL that a model, a user or a vendor supplied and follows redirects; every address on the way is checked. Gives the answer whatever
 * its code, its body unread. Throws PERMISSION_DENIED for private addresses, INVALID_ARGUMENT for what is not http or https.
 */
export async function openMedia(first: string, options: OpenMediaOptions): Promise<IncomingMessage> {
  let url = first;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
    const response = await send(url, options);
    const { statusCode = 0, headers } = response;
    if (statusCode < 300 || statusCode >= 400 || headers.location === undefined) return response;
    response.destroy();
    url = new URL(headers.location, url).href;
  }
  throw new DurakitError({
    status: 'FAILED_PRECONDITION',
    message: `Media '${toShownUrl(first)}' is behind more than ${MOST_REDIRECTS} redirects.`,
  });
}

function send(text: string, { signal, allowPrivateAddresses, credentials, stallMs }: OpenMediaOptions): Promise<IncomingMessage> {
  const url = toUrl(text);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  // a literal address is never looked up
  if (!allowPrivateAddresses && isIP(host) !== 0 && isPrivateAddress(host)) throw toDenied(host);
  const options: RequestOptions = {
    signal,
    agent: false,
    ...(!allowPrivateAddresses && { lookup: lookupPublic }),
    ...(isAtHome(url, credentials) && { headers: { ...credentials?.headers } }),
  };
  return new Promise((resolve, reject) => {
    const sendRequest = url.protocol === 'https:' ? requestHttps : requestHttp;
    const request = sendRequest(url, options, resolve).on('error', reject);
    if (stallMs !== undefined) request.setTimeout(stallMs, () => request.destroy(new Error(`nothing came for ${stallMs} ms`)));
    request.end();
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

function isAtHome(url: URL, credentials: MediaCredentials | undefined): boolean {
  return credentials !== undefined && new URL(credentials.origin).origin === url.origin;
}

/** A URL for an error's words: without its query, which may be signed, and without a password. */
export function toShownUrl(text: string): string {
  if (!URL.canParse(text)) return text;
  const { protocol, host, pathname } = new URL(text);
  return `${protocol}//${host}${pathname}`;
}

function toDenied(host: string): DurakitError {
  return new DurakitError({
    status: 'PERMISSION_DENIED',
    message: `'${host}' is in a private network, which a URL of a request may not reach. Put the media into the request as a data URI instead.`,
  });
}
