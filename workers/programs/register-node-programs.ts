import { registerHooks, type LoadHookSync, type ResolveHookSync } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { register as registerTsx } from 'tsx/esm/api';
import { DurakitError } from '../../schemas/durakit-error.ts';
import { resolvePackageEntry } from './package-entries.ts';
import type { AppPrograms } from './split-app.ts';

let programs: AppPrograms | undefined;

/**
 * From here on this process loads the app's modules as their Node programs. TypeScript of every form, imports without
 * endings and CommonJS are left to tsx's hooks; ours sits before them and gives them the changed source.
 */
export function registerNodePrograms(app: AppPrograms): void {
  const isFirst = programs === undefined;
  programs = app;
  if (!isFirst) return;
  if (typeof registerHooks !== 'function') throw tooOld();
  registerHooks({ load: loadProgram, resolve: resolvePackages });
  registerTsx();
  process.setSourceMapsEnabled(true);
}

const resolvePackages: ResolveHookSync = (specifier, context, nextResolve) => {
  const file = resolvePackageEntry(specifier, 'node');
  return file === undefined ? nextResolve(specifier, context) : { url: pathToFileURL(file).href, shortCircuit: true };
};

const loadProgram: LoadHookSync = (url, context, nextLoad) => {
  const loaded = nextLoad(url, context);
  const program = url.startsWith('file:') ? programs?.modules.get(fileURLToPath(url))?.nodeProgram : undefined;
  if (program === undefined) return loaded;
  const map = Buffer.from(JSON.stringify(program.map)).toString('base64');
  return { ...loaded, source: `${program.code}\n//# sourceMappingURL=data:application/json;base64,${map}` };
};

function tooOld(): DurakitError {
  return new DurakitError({
    status: 'FAILED_PRECONDITION',
    message: `Node ${process.version} cannot load an app's closures as steps (module.registerHooks is missing). Use Node 22.15 or newer.`,
  });
}
