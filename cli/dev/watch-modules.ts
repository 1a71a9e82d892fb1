import { watch, type FSWatcher } from 'node:fs';
import path from 'node:path';

/** What to look at. */
export interface WatchedModules {
  /** Absolute paths. A change of one of them counts. */
  readonly modules: readonly string[];
  /** The last load failed: any source file beside the modules may be what was missing. */
  readonly broken: boolean;
}

/** From {@link watchModules} to `close`. */
export interface ModuleWatch {
  set(watched: WatchedModules): void;
  close(): void;
}

/** Editors write a file in several steps, and tools write several files. */
const QUIET_MILLISECONDS = 100;
const SOURCE = /\.(?:[cm]?[jt]s|[jt]sx|json)$/;

/** Calls `onChange` once after each burst of changes. Folders are watched, not files: editors replace files by new ones. */
export function watchModules(onChange: () => void): ModuleWatch {
  const watchers = new Map<string, FSWatcher>();
  let modules: ReadonlySet<string> = new Set();
  let broken = false;
  let timer: NodeJS.Timeout | undefined;

  function changed(folder: string, name: string | null): void {
    if (name !== null && !modules.has(path.join(folder, name)) && !(broken && SOURCE.test(name))) return;
    clearTimeout(timer);
    timer = setTimeout(onChange, QUIET_MILLISECONDS);
  }

  function open(folder: string): void {
    try {
      const watcher = watch(folder, (_event, name) => changed(folder, name));
      watcher.on('error', () => forget(folder));
      watchers.set(folder, watcher);
    } catch {
      // The folder is gone: whatever imports from it changes before it can be used again.
    }
  }

  function forget(folder: string): void {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  }

  return {
    set: (watched) => {
      modules = new Set(watched.modules);
      broken = watched.broken;
      const folders = new Set(watched.modules.map((file) => path.dirname(file)));
      for (const folder of watchers.keys()) if (!folders.has(folder)) forget(folder);
      for (const folder of folders) if (!watchers.has(folder)) open(folder);
    },
    close: () => {
      clearTimeout(timer);
      for (const folder of [...watchers.keys()]) forget(folder);
    },
  };
}
