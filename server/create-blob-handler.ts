import type { BlobInfo, BlobStore } from '../engine/blobs/blob-store.ts';
import { DurakitError } from '../schemas/durakit-error.ts';
import { readRangeHeader } from './read-range-header.ts';
import { toErrorResponse } from './to-error-response.ts';

/** What is served, and to whom. */
export interface BlobHandlerOptions {
  readonly store: Pick<BlobStore, 'open' | 'stat'>;
  /**
   * Asked before anything is looked up. False is answered with 403; a response is sent as it is: a 401 that says how to log in. There is no
   * default: who means everybody writes `() => true`.
   */
  readonly authorize: (request: Request, sha256: string) => boolean | Response | Promise<boolean | Response>;
  /** Before the SHA-256. Default `/blobs/`. */
  readonly path?: string;
  /** Gets every error that is answered with a code of 500 or more. Default: it goes to standard error. */
  readonly onError?: (error: unknown, sha256: string) => void;
}

/** Shown in the browser; all else is offered for saving. SVG and HTML can hold scripts. */
const INLINE_TYPES = /^(image\/(?!svg)|video\/|audio\/|text\/plain\b)/i;

/**
 * `GET` and `HEAD /blobs/<sha256>`: content type, length, one range (206, 416), `ETag` and `If-None-Match` (304). A stored page can do no
 * harm: the type is not guessed, scripts do not run, and what is neither image, sound, film nor plain text is a download. Gives a `fetch`
 * handler, for hono's adapters, Bun, Deno and workers.
 */
export function createBlobHandler(options: BlobHandlerOptions): (request: Request) => Promise<Response> {
  const { authorize, path = '/blobs/', onError = logError } = options;
  return async (request) => {
    const { pathname } = new URL(request.url);
    const sha256 = pathname.startsWith(path) ? pathname.slice(path.length) : '';
    try {
      if (!/^[0-9a-f]{64}$/.test(sha256)) throw unknownBlob();
      if (request.method !== 'GET' && request.method !== 'HEAD') return refuseMethod(request.method);
      const allowed = await authorize(request, sha256);
      if (allowed instanceof Response) return allowed;
      if (!allowed) throw new DurakitError({ status: 'PERMISSION_DENIED', message: 'You may not read this blob.' });
      return await answer(options.store, request, sha256);
    } catch (error) {
      const response = toErrorResponse(error, { showInternalErrors: false, headers: {} });
      if (response.status >= 500) onError(error, sha256);
      return response;
    }
  };
}

async function answer(store: BlobHandlerOptions['store'], request: Request, sha256: string): Promise<Response> {
  const info = await store.stat(sha256);
  if (info === undefined) throw unknownBlob();
  const headers = toHeaders(info);
  if (isKnown(request.headers.get('if-none-match'), sha256)) return new Response(null, { status: 304, headers });
  const length = String(info.size);
  if (request.method === 'HEAD') return new Response(null, { headers: { ...headers, 'content-length': length } });
  const range = hasOtherVersion(request, sha256) ? undefined : readRangeHeader(request.headers.get('range'), info.size);
  if (range === 'unsatisfiable') return new Response(null, { status: 416, headers: { 'content-range': `bytes */${info.size}` } });
  const blob = await store.open(sha256, range);
  // deleted after it was found
  if (blob === undefined) throw unknownBlob();
  if (range === undefined) return new Response(blob.stream, { headers: { ...headers, 'content-length': length } });
  const part = {
    'content-range': `bytes ${range.start}-${range.end}/${info.size}`,
    'content-length': String(range.end - range.start + 1),
  };
  return new Response(blob.stream, { status: 206, headers: { ...headers, ...part } });
}

/** The content under a SHA-256 never changes, so it may be kept for ever; `private`, because `authorize` asked who it is. */
function toHeaders({ sha256, contentType }: BlobInfo): Record<string, string> {
  return {
    'content-type': contentType,
    etag: `"${sha256}"`,
    'accept-ranges': 'bytes',
    'cache-control': 'private, max-age=31536000, immutable',
    'content-disposition': INLINE_TYPES.test(contentType) ? 'inline' : `attachment; filename="${sha256}"`,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
  };
}

function isKnown(ifNoneMatch: string | null, sha256: string): boolean {
  const tags = (ifNoneMatch ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes('*') || tags.includes(`"${sha256}"`);
}

/** `If-Range` with a date or another tag: the whole is sent. */
function hasOtherVersion({ headers }: Request, sha256: string): boolean {
  const ifRange = headers.get('if-range');
  return ifRange !== null && ifRange !== `"${sha256}"`;
}

function refuseMethod(method: string): Response {
  const body = { message: `A blob cannot be asked for by ${method}.`, status: 'UNIMPLEMENTED' };
  return Response.json(body, { status: 405, headers: { allow: 'GET, HEAD' } });
}

function unknownBlob(): DurakitError {
  return new DurakitError({ status: 'NOT_FOUND', message: 'There is no such blob.' });
}

function logError(error: unknown, sha256: string): void {
  console.error(`blob ${sha256}:`, error);
}
