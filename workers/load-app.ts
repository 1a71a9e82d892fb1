import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadedApps, type LoadedApp } from '../engine/app-registry.ts';
import { DurakitError } from '../schemas/durakit-error.ts';

/** Imports the app's modules in this process: their definitions register themselves. Throws NOT_FOUND, or FAILED_PRECONDITION with the module's own error. */
export async function loadApp(app: string | readonly string[]): Promise<{ files: readonly string[]; apps: readonly LoadedApp[] }> {
  const files = [app].flat().map((file) => path.resolve(file));
  for (const file of files) await importApp(file);
  const apps = loadedApps();
  if (apps.some(({ engine }) => engine.registry.list().length > 0)) return { files, apps };
  throw new DurakitError({
    status: 'FAILED_PRECONDITION',
    message: `${files.join(', ')} defines no flow. An app calls durakit() (or genkit()) and ai.defineFlow(...) at module level.`,
  });
}

async function importApp(file: string): Promise<void> {
  if (!existsSync(file)) throw new DurakitError({ status: 'NOT_FOUND', message: `There is no file ${file}. Give the path of the app's module.` });
  try {
    await import(pathToFileURL(file).href);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new DurakitError({ status: 'FAILED_PRECONDITION', message: `${file} cannot be loaded: ${reason}`, cause: error });
  }
}
