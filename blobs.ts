/**
 * Films, pictures and other files under the SHA-256 of their content: in Postgres, in a folder, in an S3-compatible bucket.
 * @module
 */
export type { BlobContent, BlobInfo, BlobRange, BlobStore, OpenBlob, PutBlobOptions } from './engine/blobs/blob-store.ts';
export { fromBlobUri, toBlobUri } from './engine/blobs/blob-uri.ts';
export { copyToBlobStore, type CopyToBlobStoreOptions } from './providers/blobs/copy-to-blob-store.ts';
export { createFileBlobStore, type FileBlobStoreOptions } from './providers/blobs/file-blob-store.ts';
export { openPostgresBlobStore, type OpenPostgresBlobStore } from './providers/blobs/open-postgres-blob-store.ts';
export { createPostgresBlobStore } from './providers/blobs/postgres-blob-store.ts';
export { createS3BlobStore, type S3BlobStoreOptions } from './providers/blobs/s3-blob-store.ts';
export type { S3Credentials, S3Location } from './providers/blobs/s3-client.ts';
export type { BlobSweep } from './providers/blobs/sweep-schedule.ts';
export type { MediaCredentials } from './providers/media/open-media.ts';
