import type { IncomingMessage } from 'node:http';
import type { FetchedMedia, MediaRequest } from '../../engine/media-port.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import type { StatusName } from '../../schemas/status.ts';
import { openMedia } from './open-media.ts';

/** Bounds of {@link createFetchMedia}. */
export interface FetchMediaOptions {
  /** Default 20 MiB. A request may ask for less or more. */
  readonly maxBytes?: number;
  /** For the whole download, redirects included. Default 30000. */
  readonly timeoutMs?: number;
  /** True lets loopback and private networks be reached: for tests. Default false. */
  readonly allowPrivateAddresses?: boolean;
}

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

async function download(url: string, { maxBytes, signal, allowPrivateAddresses }: Download): Promise<FetchedMedia> {
  const response = await openMedia(url, { signal, allowPrivateAddresses });
  if (response.statusCode !== 200) throw await toRefusal(response, url);
  const bytes = await readBody(response, { url, maxBytes });
  return { contentType: response.headers['content-type'] ?? '', base64: bytes.toString('base64') };
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

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
