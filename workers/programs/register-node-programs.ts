import { registerHooks, type LoadHookSync, type ResolveHookSync } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { register as registerTsx } from 'tsx/esm/api';
import { DurakitError } from '../../schemas/durakit-error.ts';
import type { SplitResult } from '../split/split-result.ts';
import { resolvePackageEntry } from './package-entries.ts';
import type { AppPrograms } from './split-app.ts';
import { toNodeSource, type NodeSourceOptions } from './to-node-source.ts';
import { waitsAtTopLevel } from './top-level.ts';

/** One module, and what it is loaded for. */
interface Loaded extends NodeSourceOptions {
  readonly result: SplitResult;
}

const modules = new Map<string, Loaded>();
let isRegistered = false;

/** How an app's modules are loaded. */
export interface NodeProgramsOptions {
  /** The module that was started as a program: `import.meta.main` is true there. Undefined: none of the app's was. */
  readonly main?: string | undefined;
  /** Their top-level code starts no runs: see `holdBackCalls`. */
  readonly holdsBack: boolean;
}

/**
 * From here on this process loads the app's modules as their Node programs. TypeScript of every form, imports without
 * endings and CommonJS are left to tsx's hooks; ours sits before them and gives them the changed source.
 */
export function registerNodePrograms(app: Pick<AppPrograms, 'modules'>, { main, holdsBack }: NodeProgramsOptions): void {
  for (const [file, result] of app.modules) modules.set(file, { result, holdsBack, isMain: file === main });
  if (isRegistered) return;
  isRegistered = true;
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
  const file = url.startsWith('file:') ? fileURLToPath(url) : '';
  const module = modules.get(file);
  if (module === undefined) return loaded;
  const source = toNodeSource(module.result, file, module);
  if (!loaded.format?.startsWith('commonjs') || isPlainCommonJs(file, source)) return { ...loaded, source };
  // tsx would read the file again; without the address and with these formats it takes what it is given. CommonJS cannot
  // wait at its top level: such a module is an ES module, whatever the package says.
  return { format: waitsAtTopLevel(source, file) ? 'module-typescript' : 'commonjs-typescript', source };
};

function isPlainCommonJs(file: string, source: string): boolean {
  return /\.c?js$/.test(file) && !/^\s*(?:import|export)\b/m.test(source);
}

function tooOld(): DurakitError {
  return new DurakitError({
    status: 'FAILED_PRECONDITION',
    message: `Node ${process.version} cannot load an app's closures as steps (module.registerHooks is missing). Use Node 22.15 or newer.`,
  });
}
