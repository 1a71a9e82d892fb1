import path from 'node:path';
import { readJsonFile, writeJsonFile } from './json-file.ts';

/** The newest snapshot of a session. Only a short cut: without it all snapshots are looked through. */
interface Pointer {
  readonly currentSnapshotId: string;
  readonly updatedAt: string;
}

/** Undefined where there is none that can be read. */
export async function readPointer(folder: string, sessionId: string): Promise<string | undefined> {
  try {
    const pointer = await readJsonFile<Partial<Pointer>>(toPointerPath(folder, sessionId));
    return typeof pointer?.currentSnapshotId === 'string' ? pointer.currentSnapshotId : undefined;
  } catch {
    return undefined;
  }
}

/** Does its best: a pointer that cannot be written is missed by nobody. */
export async function writePointer(folder: string, sessionId: string, currentSnapshotId: string): Promise<void> {
  const pointer: Pointer = { currentSnapshotId, updatedAt: new Date().toISOString() };
  try {
    await writeJsonFile(toPointerPath(folder, sessionId), pointer);
  } catch {
    // as said above
  }
}

/** Session ids may be any text; as a file name it leads nowhere else. */
function toPointerPath(folder: string, sessionId: string): string {
  return path.join(folder, '.pointers', `${encodeURIComponent(sessionId)}.json`);
}
