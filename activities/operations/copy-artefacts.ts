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
 * Copies what a job made before its URLs expire. Where one has (403, 404, 410), the vendor is asked once for a fresh one. With `keep` a
 * file that is gone is told in the part (`metadata.blobError`) and the result stands; with `replace` it ends the operation. What may pass
 * is tried again.
 */
export async function copyArtefacts({ mode }: ArtefactTask, given: OperationTaskRun, operation: ModelOperation): Promise<ModelOperation> {
  const { output } = operation;
  const content = output?.message?.content;
  if (given.blobs === undefined || content === undefined || output?.message === undefined) return operation;
  let copies: Copies = { ...(Context.current().info.heartbeatDetails as Copies | undefined) };
  const copy = async (part: MediaPart): Promise<MediaPart> => {
    const { url, contentType } = part.media;
    const blob = copies[url] ?? (await copyOne(given, url, contentType));
    copies = { ...copies, [url]: blob };
    given.heartbeats.show(copies);
    return withBlob(part, blob, mode);
  };
  const fresh = createFreshParts(given, operation);
  const copied: Part[] = [];
  for (const [index, part] of content.entries()) {
    if (!isRemote(part)) {
      copied.push(part);
      continue;
    }
    try {
      copied.push(await copy(part).catch(async (error: unknown) => await copy(await fresh(index, error))));
    } catch (error) {
      copied.push(withoutBlob(part, error, mode));
    }
  }
  return { ...operation, output: { ...output, message: { ...output.message, content: copied } } };
}

/** Finds the part by which a file can be had that is gone under its old URL; throws the error that is given where there is none. One look for all. */
function createFreshParts(given: OperationTaskRun, operation: ModelOperation): (index: number, error: unknown) => Promise<MediaPart> {
  let looked: Promise<ModelOperation> | undefined;
  return async (index, error) => {
    if (!isExpired(error)) throw error;
    const old = operation.output?.message?.content[index];
    looked ??= given.check({ ...operation, done: false, output: undefined }) as Promise<ModelOperation>;
    const found = await looked.catch((failure: unknown) => {
      Context.current().log.warn(`a fresh URL of what ${operation.id} made could not be asked for: ${toDurakitError(failure).message}`);
      return undefined;
    });
    const part = found?.output?.message?.content[index];
    if (part === undefined || old === undefined || !isRemote(part) || !isRemote(old) || part.media.url === old.media.url) throw error;
    return part;
  };
}

function isExpired(error: unknown): boolean {
  return (toDurakitError(error).details as { readonly reason?: unknown } | undefined)?.reason === 'url_expired';
}

function isRemote(part: Part): part is MediaPart {
  return 'media' in part && part.media !== undefined && /^https?:/i.test(part.media.url);
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
  if (!isExpired(known) || mode === 'replace') throw known;
  Context.current().log.warn(`what a job made could not be copied: ${known.message}`);
  return { ...part, metadata: { ...part.metadata, blobError: { status: known.status, message: known.originalMessage } } };
}
