import { watch, type FSWatcher } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** How a file is watched. */
export interface WatchOptions {
  /** Milliseconds between two looks, beside what the system tells: some file systems tell nothing. */
  readonly interval: number;
  readonly onChange: (value: unknown) => void;
}

/** Calls back with what the file holds, now and whenever that is something else. Keeps no process alive. Gives a function that ends it. */
export function watchJsonFile(file: string, { interval, onChange }: WatchOptions): () => void {
  let isOver = false;
  let last: string | undefined;
  const look = async (): Promise<void> => {
    const text = await readFile(file, 'utf8').catch(() => undefined);
    if (isOver || text === undefined || text === last) return;
    last = text;
    onChange(JSON.parse(text));
  };
  const watcher = startWatcher(file, () => void look());
  const timer = setInterval(() => void look(), interval).unref();
  void look();
  return () => {
    isOver = true;
    watcher?.close();
    clearInterval(timer);
  };
}

/** The folder, not the file: it may come later, and is replaced with each write. */
function startWatcher(file: string, onEvent: () => void): FSWatcher | undefined {
  const name = path.basename(file);
  try {
    const watcher = watch(path.dirname(file), (_event, changed) => {
      if (changed === null || changed === name) onEvent();
    });
    watcher.on('error', () => watcher.close());
    watcher.unref();
    return watcher;
  } catch {
    return undefined;
  }
}
