import { lstatSync, readFileSync, readlinkSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import enhancedResolve from 'enhanced-resolve';
import { isAiPackage } from '../split/site-table.ts';

/** File endings of app modules, in the order in which an import without one tries them. */
export const MODULE_EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];

/** What an import with the ending of the built file may mean in the source. */
export const EXTENSION_ALIASES = {
  '.js': ['.ts', '.tsx', '.js', '.jsx'],
  '.jsx': ['.tsx', '.jsx'],
  '.mjs': ['.mts', '.mjs'],
  '.cjs': ['.cts', '.cjs'],
};

/** The file of the app that a specifier in a file of the app names; undefined for packages, built-ins and data files. */
export type AppResolver = (file: string, specifier: string) => string | undefined;

/** Resolves as the bundler does (it is the bundler's own resolver), with the `paths` of the app's tsconfig. */
export function createAppResolver(): AppResolver {
  const resolve = enhancedResolve.ResolverFactory.createResolver({
    fileSystem: new enhancedResolve.CachedInputFileSystem({ lstatSync, readFileSync, readlinkSync, readdirSync, statSync } as never, 4_000),
    useSyncFileSystemCalls: true,
    extensions: MODULE_EXTENSIONS,
    extensionAlias: EXTENSION_ALIASES,
    conditionNames: ['import', 'require', 'module', 'default'],
    tsconfig: true,
  });
  return (file, specifier) => {
    // An example in our own repository would find our build, by its package's name.
    if (isAiPackage(specifier)) return undefined;
    try {
      const found = resolve.resolveSync({}, path.dirname(file), specifier);
      return found !== false && isAppModule(found) ? found : undefined;
    } catch {
      // A package that only exists elsewhere, or a mistake that Node and the bundler report better than this could.
      return undefined;
    }
  };
}

function isAppModule(file: string): boolean {
  return !file.includes(`${path.sep}node_modules${path.sep}`) && MODULE_EXTENSIONS.includes(path.extname(file));
}
