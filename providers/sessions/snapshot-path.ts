import path from 'node:path';
import { DurakitError } from '../../schemas/durakit-error.ts';

/** The file of a snapshot. Ids come from clients: throws INVALID_ARGUMENT for one that is no plain file name. */
export function toSnapshotPath(folder: string, snapshotId: string): string {
  const isPlain = snapshotId !== '' && !/[/\\\0]/.test(snapshotId) && snapshotId !== '.' && snapshotId !== '..';
  if (isPlain) return path.join(folder, `${snapshotId}.json`);
  throw new DurakitError({
    status: 'INVALID_ARGUMENT',
    message: `Invalid snapshotId: "${snapshotId}". A snapshotId must be a plain file name (no path separators or "..").`,
  });
}

/** A folder within another. Throws INVALID_ARGUMENT for a way out of it. */
export function toInsidePath(folder: string, inside: string): string {
  const found = path.resolve(folder, inside);
  if (found === folder || found.startsWith(folder + path.sep)) return found;
  throw new DurakitError({
    status: 'INVALID_ARGUMENT',
    message: `Invalid snapshot path prefix: "${inside}" leads out of the store's folder.`,
  });
}
