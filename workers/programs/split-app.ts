import path from 'node:path';
import { collectAppFacts, type AppModule, type AppSurroundings } from '../split/collect-app-facts.ts';
import { splitModule } from '../split/split-module.ts';
import type { Diagnostic, SplitFlow, SplitResult } from '../split/split-result.ts';
import { createAppResolver } from './app-resolver.ts';
import { findAppModules } from './find-app-modules.ts';

/** A flow, with the module that defines it. */
export interface AppFlow extends SplitFlow {
  readonly file: string;
}

/** The two programs of every module of an app. */
export interface AppPrograms {
  readonly modules: ReadonlyMap<string, SplitResult>;
  readonly diagnostics: readonly Diagnostic[];
  readonly flows: readonly AppFlow[];
}

/** How an app is split. */
export interface SplitAppOptions {
  /** Reasons to journal are errors, in every module. Default: where `genkit({ strict: true })` says so. */
  readonly strict?: boolean;
}

/** Splits an app: its entries and all modules that they import. Nothing of the app is run. */
export function splitApp(entries: readonly string[], { strict = false }: SplitAppOptions = {}): AppPrograms {
  const modules = findAppModules(entries, createAppResolver());
  const root = commonFolder(modules.map((module) => module.path));
  const facts = collectAppFacts(modules.map((module) => ({ ...module, moduleName: toModuleName(module.path, root) })));
  const results = splitReachable(entries, new Map(modules.map((module) => [module.path, module])), { facts, root, strict });
  const all = [...results.entries()];
  return {
    modules: results,
    diagnostics: all.flatMap(([, result]) => result.diagnostics),
    flows: all.flatMap(([file, result]) => result.flows.map((flow) => ({ ...flow, file }))),
  };
}

interface AppKnowledge {
  readonly facts: ReadonlyMap<string, AppSurroundings>;
  readonly root: string;
  readonly strict: boolean;
}

/**
 * A module's workflow program keeps what other workflow programs import of it, so the split follows these imports from the
 * entries, and splits a module again when more of it turns out to be used.
 */
function splitReachable(
  entries: readonly string[],
  modules: ReadonlyMap<string, AppModule>,
  knowledge: AppKnowledge,
): Map<string, SplitResult> {
  const used = new Map<string, Set<string>>();
  const results = new Map<string, SplitResult>();
  const queue = [...entries];
  const split = (module: AppModule, onlyNode = false): SplitResult => {
    const result = splitOne(module, { usedNames: [...(used.get(module.path) ?? [])], onlyNode }, knowledge);
    results.set(module.path, result);
    return result;
  };
  for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
    const module = modules.get(file);
    if (module === undefined) continue;
    for (const { specifier, names } of split(module).workflowImports) {
      const target = module.resolvePath(specifier);
      if (target === undefined) continue;
      const known = used.get(target) ?? new Set();
      const isNew = !results.has(target) || names.some((name) => !known.has(name));
      used.set(target, new Set([...known, ...names]));
      if (isNew) queue.push(target);
    }
  }
  // What only Node needs is split as well: a helper that calls `ai.run` may be used by steps and by flows.
  for (const module of modules.values()) if (!results.has(module.path)) split(module, true);
  return results;
}

interface ModuleUse {
  /** What other workflow programs import of the module; `*` for all. */
  readonly usedNames: readonly string[];
  readonly onlyNode: boolean;
}

function splitOne({ code, path: file }: AppModule, { usedNames, onlyNode }: ModuleUse, { facts, root, strict }: AppKnowledge): SplitResult {
  const surroundings = facts.get(file);
  return splitModule({
    code,
    path: file,
    moduleName: toModuleName(file, root),
    ...(!usedNames.includes('*') && { usedExports: usedNames }),
    resolve: surroundings?.resolve,
    aiParameters: surroundings?.aiParameters,
    takenSteps: surroundings?.takenSteps,
    onlyNode,
    ...(strict && { strict }),
  });
}

function toModuleName(file: string, root: string): string {
  return path
    .relative(root, file)
    .replace(/\.[^.]+$/, '')
    .split(path.sep)
    .join('/');
}

function commonFolder(files: readonly string[]): string {
  const folders = files.map((file) => path.dirname(file));
  return folders.reduce((common, folder) => {
    let shared = common;
    while (folder !== shared && !folder.startsWith(`${shared}${path.sep}`) && shared !== path.dirname(shared))
      shared = path.dirname(shared);
    return shared;
  }, folders[0] ?? process.cwd());
}
