/**
 * `durakit/blobs` in Temporal's workflow sandbox: names of blobs, and stores that an app may make beside its flows. They are used in steps, on the worker.
 * @module
 */
import type { BlobStore } from './engine/blobs/blob-store.ts';
import { DurakitError } from './schemas/durakit-error.ts';

export type { BlobContent, BlobInfo, BlobRange, BlobStore, OpenBlob, PutBlobOptions } from './engine/blobs/blob-store.ts';
export { fromBlobUri, toBlobUri } from './engine/blobs/blob-uri.ts';

/** A store as flow code may hold it, not use it. */
export function createFileBlobStore(): BlobStore {
  return storeOfWorker;
}

/** A store as flow code may hold it, not use it. */
export function createPostgresBlobStore(): BlobStore {
  return storeOfWorker;
}

/** A store as flow code may hold it, not use it. */
export function openPostgresBlobStore(): BlobStore {
  return storeOfWorker;
}

/** A store as flow code may hold it, not use it. */
export function createS3BlobStore(): BlobStore {
  return storeOfWorker;
}

/** Belongs into a step. */
export const copyToBlobStore = (): Promise<never> => runsOnWorker();

const storeOfWorker = {
  put: runsOnWorker,
  open: runsOnWorker,
  stat: runsOnWorker,
  delete: runsOnWorker,
  signedUrl: runsOnWorker,
  sweep: runsOnWorker,
  close: runsOnWorker,
} satisfies BlobStore & Record<string, unknown>;

function runsOnWorker(): Promise<never> {
  const message = 'A blob is read and written in a step: `await ai.run("store", () => blobs.put(…))`. Flow code holds its name.';
  return Promise.reject(new DurakitError({ status: 'FAILED_PRECONDITION', message }));
}
