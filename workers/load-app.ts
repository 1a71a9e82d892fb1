import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadedApps, type LoadedApp } from '../engine/app-registry.ts';
import { formatDiagnostic } from './programs/format-diagnostic.ts';
import { holdBackCalls } from './programs/held-back-calls.ts';
import { registerNodePrograms } from './programs/register-node-programs.ts';
import { splitApp, type AppPrograms } from './programs/split-app.ts';
import { DurakitError } from '../schemas/durakit-error.ts';

/**
 * Imports the app's modules in this process: their definitions register themselves, and calls of flows at their top level are
 * held back. Throws NOT_FOUND, or FAILED_PRECONDITION with the module's own error.
 */
export async function loadApp(app: string | readonly string[]): Promise<LoadedModules> {
  const files = [app].flat().map((file) => path.resolve(file));
  for (const file of files) if (!existsSync(file)) throw noFile(file);
  const programs = splitApp(files);
  failOnErrors(programs);
  registerNodePrograms(programs, { holdsBack: true });
  const modules = await holdBackCalls({ load: () => importAll(files), isOfApp: (file) => programs.modules.has(file) });
  const apps = loadedApps();
  if (apps.some(({ engine }) => engine.registry.list().length > 0)) return { files, apps, programs, modules };
  throw new DurakitError({
    status: 'FAILED_PRECONDITION',
    message: `${files.join(', ')} defines no flow. An app calls durakit() (or genkit()) and ai.defineFlow(...) at module level.`,
  });
}

/** An app in this process: its entries, what they registered, and the programs that they were split into. */
export interface LoadedModules {
  readonly files: readonly string[];
  readonly apps: readonly LoadedApp[];
  readonly programs: AppPrograms;
  /** What the entries export. */
  readonly modules: readonly unknown[];
}

function noFile(file: string): DurakitError {
  return new DurakitError({ status: 'NOT_FOUND', message: `There is no file ${file}. Give the path of the app's module.` });
}

function failOnErrors({ diagnostics }: AppPrograms): void {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return;
  throw new DurakitError({
    status: 'FAILED_PRECONDITION',
    message: `The app cannot be split into a workflow and its steps.\n\n${errors.map(formatDiagnostic).join('\n\n')}`,
    details: errors.map(({ slug, path: file, line, column, message }) => ({ slug, file, line, column, message })),
  });
}

async function importAll(files: readonly string[]): Promise<unknown[]> {
  const modules: unknown[] = [];
  for (const file of files) modules.push(await importApp(file));
  return modules;
}

async function importApp(file: string): Promise<unknown> {
  try {
    return await import(pathToFileURL(file).href);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new DurakitError({ status: 'FAILED_PRECONDITION', message: `${file} cannot be loaded: ${reason}`, cause: error });
  }
}
