import { registerHooks } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createAppResolver } from '../../workers/programs/app-resolver.ts';
import { findAppModules } from '../../workers/programs/find-app-modules.ts';

/** The folder that holds the rooms: this file lies in `cli/dev`. */
const OWN_FOLDER = fileURLToPath(new URL('../..', import.meta.url));

/**
 * From now on, keeps the files that are loaded (data files too); the returned function adds what the app's modules import
 * by their text, which also finds those that could not be loaded.
 */
export function collectModules(app: readonly string[]): () => string[] {
  const loaded = new Set(app);
  registerHooks({
    load: (url, context, nextLoad) => {
      if (url.startsWith('file:')) loaded.add(fileURLToPath(url));
      return nextLoad(url, context);
    },
  });
  const folders = app.map((file) => path.dirname(file));
  return () => [...new Set([...loaded, ...findImported(app)])].filter((file) => isOfApp(file, folders));
}

function findImported(app: readonly string[]): string[] {
  try {
    return findAppModules(app, createAppResolver()).map((module) => module.path);
  } catch {
    // A module was deleted: the ones that are known otherwise have to do.
    return [];
  }
}

/** Not a dependency, and not durakit itself, unless it lies where the app does. */
function isOfApp(file: string, folders: readonly string[]): boolean {
  if (file.includes(`${path.sep}node_modules${path.sep}`)) return false;
  return !isWithin(file, OWN_FOLDER) || folders.some((folder) => isWithin(file, folder));
}

function isWithin(file: string, folder: string): boolean {
  return file.startsWith(folder.endsWith(path.sep) ? folder : folder + path.sep);
}
