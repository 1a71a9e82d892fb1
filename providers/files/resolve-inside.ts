import { lstat, realpath } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { DurakitError } from '../../schemas/durakit-error.ts';

/** A directory that nothing leads out of. */
export interface RootDirectory {
  /** Relative to the working directory. */
  readonly directory: string;
  /** What it is called in errors. Default `root directory`. */
  readonly label?: string;
}

/**
 * The real path of what is asked for, whether it exists or not. Throws PERMISSION_DENIED where it lies outside of the root, also by way of a
 * link, and NOT_FOUND where there is no root. A link that somebody changes between this and its use is not held up.
 */
export async function resolveInside({ directory, label = 'root directory' }: RootDirectory, requested: string): Promise<string> {
  const root = await toRealRoot(directory, label);
  const lexical = resolve(root, requested);
  assertInside(root, lexical, label);
  let current = root;
  for (const part of relative(root, lexical).split(sep).filter(Boolean)) {
    current = await follow(join(current, part));
    assertInside(root, current, label);
  }
  return current;
}

async function toRealRoot(directory: string, label: string): Promise<string> {
  try {
    return await realpath(resolve(directory));
  } catch (error) {
    throw new DurakitError({ status: 'NOT_FOUND', message: `The ${label} ${directory} cannot be read: ${codeOf(error)}.`, cause: error });
  }
}

/** Where a link leads; a link to nothing leads nowhere. What does not exist is no link. */
async function follow(path: string): Promise<string> {
  const found = await lstat(path).catch((error: unknown) => {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return undefined;
    throw new DurakitError({ status: 'PERMISSION_DENIED', message: `Access denied: ${codeOf(error)}.`, cause: error });
  });
  if (found?.isSymbolicLink() !== true) return path;
  try {
    return await realpath(path);
  } catch (error) {
    throw new DurakitError({ status: 'PERMISSION_DENIED', message: 'Access denied: Path is a link that leads nowhere.', cause: error });
  }
}

function assertInside(root: string, path: string, label: string): void {
  const isInside = path === root || path.startsWith(root.endsWith(sep) ? root : root + sep);
  if (isInside) return;
  throw new DurakitError({ status: 'PERMISSION_DENIED', message: `Access denied: Path is outside of ${label}.` });
}

/** The system's word for an error. */
export function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : String(error);
}
