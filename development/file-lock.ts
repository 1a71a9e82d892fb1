import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isLiveProcess, referToThisProcess, type ProcessReference } from './processes/process-identity.ts';

/** A lock that this process holds. */
export interface FileLock {
  release(): Promise<void>;
}

export interface WaitForLockOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called once when a living process holds the lock. */
  readonly onWait: (holder: ProcessReference) => void;
}

interface Holder extends ProcessReference {
  readonly token: string;
}

const POLL_MS = 100;
const HOLDER_FILE = 'holder.json';
/** What rename says when the target is a folder with content. */
const TAKEN_CODES: readonly unknown[] = ['ENOTEMPTY', 'EEXIST', 'EPERM', 'EACCES', 'EBUSY'];

/**
 * Takes the lock, or returns the living process that holds it. A lock of a dead process is taken over.
 * A lock is a folder that is renamed into place with its content: no reader ever sees half of it.
 */
export async function tryLock(path: string): Promise<FileLock | ProcessReference> {
  await mkdir(dirname(path), { recursive: true });
  const mine: Holder = { ...referToThisProcess(), token: randomUUID() };
  const prepared = await mkdtemp(`${path}-`);
  try {
    await writeFile(join(prepared, HOLDER_FILE), JSON.stringify(mine));
    for (;;) {
      if (await renamed(prepared, path)) return { release: () => remove(path, mine.token) };
      const holder = await readHolder(path);
      if (holder !== undefined && isLiveProcess(holder)) return holder;
      if (holder !== undefined) await remove(path, holder.token);
    }
  } finally {
    await rm(prepared, { recursive: true, force: true });
  }
}

/** Waits until the lock is free and takes it. */
export async function waitForLock(path: string, { signal, onWait }: WaitForLockOptions): Promise<FileLock> {
  for (let told = false; ; told = true) {
    signal?.throwIfAborted();
    const lock = await tryLock(path);
    if ('release' in lock) return lock;
    if (!told) onWait(lock);
    await sleep(POLL_MS, undefined, { signal });
  }
}

/** Moved away first and looked at then: between our look and the move another process may have taken the lock. */
async function remove(path: string, token: string): Promise<void> {
  const aside = `${path}-${randomUUID()}`;
  if (!(await renamed(path, aside))) return;
  const moved = await readHolder(aside);
  if (moved !== undefined && moved.token !== token && (await renamed(aside, path))) return;
  await rm(aside, { recursive: true, force: true });
}

async function renamed(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || TAKEN_CODES.includes(code)) return false;
    throw error;
  }
}

async function readHolder(path: string): Promise<Holder | undefined> {
  try {
    return JSON.parse(await readFile(join(path, HOLDER_FILE), 'utf8')) as Holder;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
