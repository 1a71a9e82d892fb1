import { Context } from '@temporalio/activity';
import type { BlobInfo } from '../../engine/blobs/blob-store.ts';
import { toBlobUri } from '../../engine/blobs/blob-uri.ts';
import { toDurakitError } from '../../engine/failure.ts';
import type { ModelOperation } from '../../engine/operations/background-model.ts';
import { copyToBlobStore } from '../../providers/blobs/copy-to-blob-store.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import type { MediaPart, Part } from '../../schemas/part.ts';
import type { OperationTask } from '../../schemas/operation-run.ts';
import type { OperationTaskRun } from './operation-task-run.ts';

type ArtefactTask = Extract<OperationTask, { kind: 'artefacts' }>;

/** A copy by the URL that it was made of: a try that is cut off leaves these to the next one. */
type Copies = Readonly<Record<string, BlobInfo>>;

/**
 * Copies what a job made before its URLs expire. With `keep` a file that is gone (404, 410) is told in the part (`metadata.blobError`) and
 * the result stands; with `replace` it ends the operation. What may pass is tried again.
 */
export async function copyArtefacts({ mode }: ArtefactTask, given: OperationTaskRun, operation: ModelOperation): Promise<ModelOperation> {
  const { output } = operation;
  const content = output?.message?.content;
  if (given.blobs === undefined || content === undefined || output?.message === undefined) return operation;
  let copies: Copies = { ...(Context.current().info.heartbeatDetails as Copies | undefined) };
  const copied: Part[] = [];
  for (const part of content) {
    const url = urlOf(part);
    if (url === undefined) {
      copied.push(part);
      continue;
    }
    try {
      const blob = copies[url] ?? (await copyOne(given, url, (part as MediaPart).media.contentType));
      copies = { ...copies, [url]: blob };
      given.heartbeats.show(copies);
      copied.push(withBlob(part as MediaPart, blob, mode));
    } catch (error) {
      copied.push(withoutBlob(part as MediaPart, error, mode));
    }
  }
  return { ...operation, output: { ...output, message: { ...output.message, content: copied } } };
}

function urlOf(part: Part): string | undefined {
  if (!('media' in part) || part.media === undefined) return undefined;
  const { url } = part.media;
  return /^https?:/i.test(url) ? url : undefined;
}

async function copyOne(given: OperationTaskRun, url: string, contentType: string | undefined): Promise<BlobInfo> {
  const { action, blobs, context, abortSignal } = given;
  if (blobs === undefined) throw new Error('there is no blob store');
  const { download } = action.background ?? {};
  if (download === undefined) return await copyToBlobStore(blobs, { url, contentType, abortSignal });
  const response = await download(url, { context, abortSignal });
  if (response.ok && response.body !== null) {
    const answered = response.headers.get('content-type');
    const isKnown = answered !== null && !/^(application|binary)\/octet-stream\b/i.test(answered);
    return await blobs.put(response.body, { contentType: isKnown ? answered : (contentType ?? UNKNOWN_TYPE), abortSignal });
  }
  await response.body?.cancel();
  throw toRefused(response.status);
}

const UNKNOWN_TYPE = 'application/octet-stream';

/** As {@link copyToBlobStore} has it. */
function toRefused(httpStatus: number): DurakitError {
  const isGone = [403, 404, 410].includes(httpStatus);
  const isLater = httpStatus === 408 || httpStatus === 429 || httpStatus >= 500;
  return new DurakitError({
    status: isGone ? 'NOT_FOUND' : isLater ? 'UNAVAILABLE' : 'FAILED_PRECONDITION',
    message: `The vendor answered HTTP ${httpStatus} to the download of what its job made.`,
    details: { httpStatus, ...(isGone && { reason: 'url_expired' }) },
  });
}

function withBlob(part: MediaPart, { sha256, size, contentType }: BlobInfo, mode: ArtefactTask['mode']): MediaPart {
  const blob = { uri: toBlobUri(sha256), sha256, size, contentType };
  const media = mode === 'replace' ? { ...part.media, url: blob.uri, contentType } : part.media;
  return { ...part, media, metadata: { ...part.metadata, blob } };
}

/** A file that is gone does not come back by another try; everything else is thrown, and tried again where that may help. */
function withoutBlob(part: MediaPart, error: unknown, mode: ArtefactTask['mode']): MediaPart {
  const known = toDurakitError(error);
  const isGone = (known.details as { readonly reason?: unknown } | undefined)?.reason === 'url_expired';
  if (!isGone || mode === 'replace') throw known;
  Context.current().log.warn(`what a job made could not be copied: ${known.message}`);
  return { ...part, metadata: { ...part.metadata, blobError: { status: known.status, message: known.originalMessage } } };
}
