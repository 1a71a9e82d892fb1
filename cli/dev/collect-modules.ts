import { registerHooks } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds the rooms: this file lies in `cli/dev`. */
const OWN_FOLDER = fileURLToPath(new URL('../..', import.meta.url));

/** From now on, keeps the files that are loaded, also those that turn out to be broken. */
export function collectModules(app: readonly string[]): () => string[] {
  const loaded = new Set(app);
  registerHooks({
    load: (url, context, nextLoad) => {
      if (url.startsWith('file:')) loaded.add(fileURLToPath(url));
      return nextLoad(url, context);
    },
  });
  const folders = app.map((file) => path.dirname(file));
  return () => [...loaded].filter((file) => isOfApp(file, folders));
}

/** Not a dependency, and not durakit itself, unless it lies where the app does. */
function isOfApp(file: string, folders: readonly string[]): boolean {
  if (file.includes(`${path.sep}node_modules${path.sep}`)) return false;
  return !isWithin(file, OWN_FOLDER) || folders.some((folder) => isWithin(file, folder));
}

function isWithin(file: string, folder: string): boolean {
  return file.startsWith(folder.endsWith(path.sep) ? folder : folder + path.sep);
}
