import type { BlobStore } from '../../engine/blobs/blob-store.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import { openSmallDatabase } from '../postgres/database.ts';
import { createPostgresBlobStore } from './postgres-blob-store.ts';
import type { BlobSweep } from './sweep-schedule.ts';

/** A store with connections of its own: films do not keep a step's other rows waiting, and a process may end while they are idle. */
export interface OpenPostgresBlobStore extends BlobStore, BlobSweep {
  close(): Promise<void>;
}

/**
 * Opens a store; a connection is made when the first blob is put or read. The database has durakit's tables: see `durakit migrate`.
 * Default: `DATABASE_URL`; without one it throws FAILED_PRECONDITION.
 */
export function openPostgresBlobStore(url = process.env['DATABASE_URL']): OpenPostgresBlobStore {
  if (url === undefined || url === '') throw noDatabase();
  const database = openSmallDatabase(url);
  return { ...createPostgresBlobStore(database), close: () => database.close() };
}

function noDatabase(): DurakitError {
  return new DurakitError({ status: 'FAILED_PRECONDITION', message: 'There is no database for blobs: set DATABASE_URL, or give its URL.' });
}
