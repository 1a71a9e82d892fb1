import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, type BundleOptions } from '@temporalio/worker';
import type { LoadedApp } from '../engine/app-registry.ts';
import { registeredSchemas } from '../engine/registered-schemas.ts';
import { DurakitError } from '../schemas/durakit-error.ts';
import { createBundleLogger } from './bundle-logger.ts';
import { hashText, readCachedBundle, storeBundle } from './bundle-cache.ts';
import { EXTENSION_ALIASES, MODULE_EXTENSIONS } from './programs/app-resolver.ts';
import { resolvePackageEntry } from './programs/package-entries.ts';
import type { AppPrograms } from './programs/split-app.ts';
import { trimSourceMap } from './trim-source-map.ts';
import { compileValidators } from './compile-validators.ts';
import { createAppManifests, createManifestCode, readSchemas } from './create-manifest-code.ts';

/** What to bundle. */
export interface AppBundleOptions {
  readonly files: readonly string[];
  readonly apps: readonly LoadedApp[];
  readonly programs: AppPrograms;
  readonly dataFolder: string;
}

/** The sandbox's program of an app. `cached`: nothing had changed since it was last made. */
export interface AppBundle {
  readonly code: string;
  readonly cached: boolean;
  readonly milliseconds: number;
}

/** The package's own extension: `.ts` where it runs from source, `.js` where it was built. */
const EXTENSION = path.extname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);

/** Bundles the app's modules for the workflow sandbox, or takes the bundle of the last time if every file in it is the same. */
export async function bundleApp({ files, apps, programs, dataFolder }: AppBundleOptions): Promise<AppBundle> {
  const started = performance.now();
  const read = readSchemas(registeredSchemas());
  const engines = apps.map(({ engine }) => engine);
  const validators = compileValidators(engines, read.schemas);
  const entry = entryCode(files);
  const manifest = createManifestCode(ownModule('bundle-manifest'), { ...read, apps: createAppManifests(apps) });
  const parts = [entry, manifest, validators, ...[...programs.modules.values()].map(({ workflowProgram }) => workflowProgram.code)];
  const folder = path.resolve(dataFolder, 'bundles', hashText(files.join('\n')).slice(0, 16));
  const cached = await readCachedBundle(folder, parts);
  if (cached !== undefined) return { code: cached, cached: true, milliseconds: performance.now() - started };

  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'validators.cjs'), validators);
  await writeFile(path.join(folder, 'manifest.js'), manifest);
  await writeFile(path.join(folder, 'entry.js'), entry);
  const modules = new Set<string>();
  const code = await bundle(path.join(folder, 'entry.js'), { modules, programs, folder });
  await storeBundle(folder, { code, modules: [...modules].filter((file) => !file.startsWith(folder)), parts });
  return { code, cached: false, milliseconds: performance.now() - started };
}

function entryCode(files: readonly string[]): string {
  const imports = files.map((file) => `import ${JSON.stringify(file)};`);
  return [
    `import './manifest.js';`,
    ...imports,
    `export { runWorkflow as default } from ${JSON.stringify(ownModule('run-workflow'))};`,
    '',
  ].join('\n');
}

function ownModule(name: string): string {
  return fileURLToPath(new URL(`../workflows/${name}${EXTENSION}`, import.meta.url));
}

async function bundle(entry: string, build: Build): Promise<string> {
  const { logger, errors } = createBundleLogger();
  try {
    const { code } = await bundleWorkflowCode({
      workflowsPath: entry,
      workflowInterceptorModules: [ownModule('stop-interceptors')],
      logger,
      webpackConfigHook: (config) => configure(config, build),
    });
    // The app's own texts stay: they are what people look for.
    return trimSourceMap(code, (source) => build.programs.modules.has(source));
  } catch (error) {
    throw new DurakitError({
      status: 'FAILED_PRECONDITION',
      message: `The app cannot be bundled for the workflow sandbox.\n${errors() || String(error)}`,
      cause: error,
    });
  }
}

type WebpackConfig = Parameters<NonNullable<BundleOptions['webpackConfigHook']>>[0];

/** What one bundling reads and reports. */
interface Build {
  readonly programs: AppPrograms;
  readonly modules: Set<string>;
  /** Holds the entry that was written for the bundle. */
  readonly folder: string;
}

function configure(config: WebpackConfig, { modules, programs, folder }: Build): WebpackConfig {
  return {
    ...config,
    // lines alone: columns would make the map six times as long
    devtool: 'inline-cheap-module-source-map',
    output: { ...config.output, pathinfo: false },
    resolve: {
      ...config.resolve,
      extensions: [...MODULE_EXTENSIONS, '.json'],
      extensionAlias: EXTENSION_ALIASES,
      tsconfig: true,
      conditionNames: ['workflow', ...(EXTENSION === '.ts' ? ['durakit-source'] : []), 'import', 'require', 'module', 'default'],
      alias: {
        ...config.resolve?.alias,
        // One copy, and one that is found from the entry's folder: module state of the SDK must not exist twice.
        '@temporalio/workflow': packageFolder('@temporalio/workflow'),
        '@temporalio/common': packageFolder('@temporalio/common'),
        ajv: packageFolder('ajv'),
      },
    },
    module: { ...config.module, rules: [...(config.module?.rules ?? []), splitRule(programs), keepRule(folder, programs)] },
    // What nobody uses of a side-effect-free package stays out: an app that has no zod in its flows has none in its bundle.
    optimization: { ...config.optimization, sideEffects: true, providedExports: true, usedExports: true },
    plugins: [...(config.plugins ?? []), collectModules(modules), packageEntries],
  };
}

function splitRule({ modules }: AppPrograms): NonNullable<NonNullable<WebpackConfig['module']>['rules']>[number] {
  const loader = fileURLToPath(new URL(`./programs/split-loader${EXTENSION}`, import.meta.url));
  return { test: (file: string) => modules.has(file), enforce: 'pre', use: [{ loader, options: { modules } }] };
}

/** An app whose package.json says `"sideEffects": false` still wants its definitions. */
function keepRule(folder: string, { modules }: AppPrograms): ReturnType<typeof splitRule> {
  return { test: (file: string) => modules.has(file) || file.startsWith(folder), sideEffects: true };
}

function packageFolder(name: string): string {
  return path.dirname(require.resolve(`${name}/package.json`));
}

/** Genkit's packages lead to ours; one without a stand-in fails the bundle by its name. */
const packageEntries: NonNullable<WebpackConfig['plugins']>[number] = {
  apply: (compiler) => {
    compiler.hooks.normalModuleFactory.tap('durakit', (factory) => {
      factory.hooks.beforeResolve.tap('durakit', (data) => {
        data.request = resolvePackageEntry(data.request, 'workflow') ?? data.request;
      });
    });
  },
};

function collectModules(modules: Set<string>): NonNullable<WebpackConfig['plugins']>[number] {
  return {
    apply: (compiler) => {
      compiler.hooks.done.tap('durakit', ({ compilation }) => {
        for (const module of compilation.modules) {
          const resource = 'resource' in module && typeof module.resource === 'string' ? module.resource : undefined;
          if (resource !== undefined && path.isAbsolute(resource)) modules.add(resource);
        }
      });
    },
  };
}
