import type { IncomingMessage } from 'node:http';
import type { BlobInfo, BlobStore } from '../../engine/blobs/blob-store.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import { openMedia, toShownUrl, type MediaCredentials } from '../media/open-media.ts';
import { isContentType } from './measure-content.ts';

/** What to copy, and how long to try. */
export interface CopyToBlobStoreOptions {
  /** http or https. */
  readonly url: string;
  /** Headers for the vendor's own origin: `x-goog-api-key` for Google's files. They do not follow a redirect to another origin. */
  readonly credentials?: MediaCredentials | undefined;
  /** Where the answer says none, or only that it is bytes. Default `application/octet-stream`. */
  readonly contentType?: string | undefined;
  /** Default 2 GiB. */
  readonly limitBytes?: number | undefined;
  /** Of the content, where the vendor tells it. */
  readonly expectedSha256?: string | undefined;
  /** For all of it. Default 30 minutes. A connection without a byte for a minute is given up before. */
  readonly timeoutMs?: number | undefined;
  readonly abortSignal?: AbortSignal | undefined;
  /** Default: whether `DURAKIT_ALLOW_PRIVATE_ADDRESSES` is `true`. */
  readonly allowPrivateAddresses?: boolean | undefined;
}

const LIMIT_BYTES = 2 * 1024 ** 3;
const TIMEOUT_MILLISECONDS = 30 * 60_000;
const STALL_MILLISECONDS = 60_000;
const UNKNOWN_TYPE = 'application/octet-stream';
const EXPIRED_CODES: readonly number[] = [403, 404, 410];

/**
 * Copies what a vendor's URL leads to into a store, piece by piece. Throws NOT_FOUND with `details.reason: 'url_expired'` where the vendor no longer
 * has it, FAILED_PRECONDITION for too much, DEADLINE_EXCEEDED for too long, CANCELLED, UNAVAILABLE where the way to it broke: then another
 * try may help. No error has the URL's query in its words.
 */
export async function copyToBlobStore(store: Pick<BlobStore, 'put'>, options: CopyToBlobStoreOptions): Promise<BlobInfo> {
  const { url, limitBytes = LIMIT_BYTES, expectedSha256, abortSignal, timeoutMs = TIMEOUT_MILLISECONDS } = options;
  const deadline = AbortSignal.timeout(timeoutMs);
  const explain = (error: unknown): DurakitError => explainFailure(error, { url, abortSignal, deadline, timeoutMs });
  const response = await open(options, deadline).catch((error: unknown) => {
    throw explain(error);
  });
  try {
    checkAnswer(response, { url, limitBytes });
    const contentType = toContentType(response.headers['content-type'], options.contentType);
    return await store.put(readBody(response, explain), { contentType, limitBytes, expectedSha256, abortSignal });
  } finally {
    response.destroy();
  }
}

async function open(options: CopyToBlobStoreOptions, deadline: AbortSignal): Promise<IncomingMessage> {
  const { url, credentials, abortSignal } = options;
  return await openMedia(url, {
    signal: abortSignal === undefined ? deadline : AbortSignal.any([abortSignal, deadline]),
    allowPrivateAddresses: options.allowPrivateAddresses ?? process.env['DURAKIT_ALLOW_PRIVATE_ADDRESSES'] === 'true',
    credentials,
    stallMs: STALL_MILLISECONDS,
  });
}

/** What the way throws is told apart from what the store throws. */
async function* readBody(response: IncomingMessage, explain: (error: unknown) => DurakitError): AsyncGenerator<Uint8Array> {
  try {
    yield* response as AsyncIterable<Buffer>;
  } catch (error) {
    throw explain(error);
  }
}

function checkAnswer({ statusCode = 0, headers }: IncomingMessage, { url, limitBytes }: { url: string; limitBytes: number }): void {
  if (EXPIRED_CODES.includes(statusCode)) throw toExpired(url, statusCode);
  if (statusCode !== 200) throw toRefused(url, statusCode);
  const length = Number(headers['content-length'] ?? 0);
  if (length <= limitBytes) return;
  throw new DurakitError({
    status: 'FAILED_PRECONDITION',
    message: `${toShownUrl(url)} has ${length} bytes, the limit is ${limitBytes}. Raise limitBytes, or ask the vendor for less.`,
    details: { limitBytes, size: length },
  });
}

function toExpired(url: string, httpStatus: number): DurakitError {
  return new DurakitError({
    status: 'NOT_FOUND',
    message:
      `The vendor's URL has expired: ${toShownUrl(url)} answers HTTP ${httpStatus}. The file cannot be copied any more; ` +
      `where the URL is new, the vendor's key is missing or may not read it.`,
    details: { httpStatus, reason: 'url_expired' },
  });
}

function toRefused(url: string, httpStatus: number): DurakitError {
  const isLater = httpStatus === 408 || httpStatus === 429 || httpStatus >= 500;
  const status = httpStatus === 401 ? 'UNAUTHENTICATED' : isLater ? 'UNAVAILABLE' : 'FAILED_PRECONDITION';
  return new DurakitError({
    status,
    message: `${toShownUrl(url)} could not be copied: the vendor answered HTTP ${httpStatus}.`,
    details: { httpStatus },
  });
}

interface FailureContext {
  readonly url: string;
  readonly abortSignal: AbortSignal | undefined;
  readonly deadline: AbortSignal;
  readonly timeoutMs: number;
}

function explainFailure(error: unknown, { url, abortSignal, deadline, timeoutMs }: FailureContext): DurakitError {
  if (error instanceof DurakitError) return error;
  const shown = toShownUrl(url);
  if (abortSignal?.aborted === true)
    return new DurakitError({ status: 'CANCELLED', message: `The copy of ${shown} was cancelled.`, cause: error });
  if (deadline.aborted)
    return new DurakitError({ status: 'DEADLINE_EXCEEDED', message: `${shown} did not arrive within ${timeoutMs} ms.`, cause: error });
  const reason = error instanceof Error ? error.message : String(error);
  return new DurakitError({ status: 'UNAVAILABLE', message: `${shown} could not be copied: ${reason}.`, cause: error });
}

function toContentType(answered: string | undefined, given: string | undefined): string {
  const isKnown = answered !== undefined && isContentType(answered) && !/^(application|binary)\/octet-stream\b/i.test(answered);
  return isKnown ? answered : (given ?? UNKNOWN_TYPE);
}
