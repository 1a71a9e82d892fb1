import path from 'node:path';
import type { Loader, OnLoadResult, OnResolveResult, PartialMessage, Plugin, PluginBuild } from 'esbuild';
import { DurakitError } from '../../schemas/durakit-error.ts';
import { isAiPackage } from '../split/site-table.ts';
import type { Diagnostic } from '../split/split-result.ts';
import { toPackageSpecifier } from './package-entries.ts';
import { splitApp, type AppPrograms } from './split-app.ts';
import { toNodeSource } from './to-node-source.ts';

/** What the plugin splits. */
export interface DurakitSplitOptions {
  /** The app's modules; what they import is found by itself. Paths from esbuild's working directory. */
  readonly entries: readonly string[];
  /** Which program the bundle gets. `bundleWorkflows` of `durakit/worker` makes the other one. Default `node`. */
  readonly face?: 'node';
  /** Reasons to journal are errors of the build. Default: where `genkit({ strict: true })` says so. */
  readonly strict?: boolean;
}

/**
 * An esbuild plugin for those who bundle their worker themselves: the bundle gets the Node programs of the app's modules. The
 * package itself stays outside of the bundle, and Genkit's packages lead to it. Findings of the split are findings of the build.
 */
export function durakitSplit({ entries, strict = false }: DurakitSplitOptions): Plugin {
  return { name: 'durakit-split', setup: (build) => setUp(build, { entries, strict }) };
}

function setUp(build: PluginBuild, { entries, strict }: { entries: readonly string[]; strict: boolean }): void {
  let programs: AppPrograms | undefined;
  const folder = build.initialOptions.absWorkingDir ?? process.cwd();
  build.onStart(() => {
    programs = splitApp(
      entries.map((entry) => path.resolve(folder, entry)),
      { strict },
    );
    return toMessages(programs, folder);
  });
  build.onResolve({ filter: /^(?:durakit|genkit|@genkit-ai)(?:$|\/)/ }, ({ path: specifier }) => resolvePackage(specifier));
  build.onLoad({ filter: /\.[cm]?[jt]sx?$/, namespace: 'file' }, ({ path: file }) => loadModule(programs, file));
}

function loadModule(programs: AppPrograms | undefined, file: string): OnLoadResult | undefined {
  const result = programs?.modules.get(file);
  if (result === undefined) return undefined;
  // A bundle is one module: in it, `import.meta.main` would be true for all of them.
  const contents = toNodeSource(result, file, { isMain: false, holdsBack: false });
  return { contents, loader: toLoader(file), resolveDir: path.dirname(file) };
}

function resolvePackage(specifier: string): OnResolveResult | undefined {
  if (!isAiPackage(specifier)) return undefined;
  try {
    return { path: toPackageSpecifier(specifier), external: true };
  } catch (error) {
    return { errors: [{ text: error instanceof DurakitError ? error.originalMessage : String(error) }] };
  }
}

function toLoader(file: string): Loader {
  if (/\.[mc]?ts$/.test(file)) return 'ts';
  return file.endsWith('.tsx') ? 'tsx' : 'jsx';
}

function toMessages({ diagnostics }: AppPrograms, folder: string): { errors: PartialMessage[]; warnings: PartialMessage[] } {
  const of = (severity: Diagnostic['severity']): PartialMessage[] =>
    diagnostics.filter((diagnostic) => diagnostic.severity === severity).map((diagnostic) => toMessage(diagnostic, folder));
  return { errors: of('error'), warnings: of('warning') };
}

function toMessage({ slug, message, hint, path: file, line, column, codeFrame }: Diagnostic, folder: string): PartialMessage {
  const lineText = /^> +\d+ \| (.*)$/m.exec(codeFrame)?.[1] ?? '';
  return {
    id: slug,
    text: `${slug}: ${message}`,
    location: { file: path.relative(folder, file), line, column: column - 1, lineText },
    notes: [{ text: hint }],
  };
}
