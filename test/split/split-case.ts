import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { collectAppFacts, type AppModule } from '../../workers/split/collect-app-facts.ts';
import { splitModule } from '../../workers/split/split-module.ts';
import type { SplitOptions } from '../../workers/split/split-options.ts';
import type { Diagnostic, SplitResult } from '../../workers/split/split-result.ts';

/** One folder of `cases`: an input, the app modules beside it, options, and what is expected. */
export interface SplitCase {
  readonly name: string;
  readonly folder: string;
  readonly inputPath: string;
}

/** A finding as the expectation files hold it. */
export interface ExpectedDiagnostic {
  readonly slug: string;
  readonly severity: string;
  readonly place: string;
  readonly message: string;
}

const MODULE_NAME = 'app';

/** All cases, in the order of their names. */
export function listCases(folder: string): SplitCase[] {
  return readdirSync(folder)
    .sort()
    .map((name) => {
      const files = readdirSync(join(folder, name));
      const input = files.find((file) => file.startsWith('input.'));
      if (input === undefined) throw new Error(`the case ${name} has no input`);
      return { name, folder: join(folder, name), inputPath: join(folder, name, input) };
    });
}

/** Splits the input as the build would: with the facts of the modules beside it. */
export function splitCase({ folder, inputPath }: SplitCase): SplitResult {
  const optionsPath = join(folder, 'options.json');
  const options = existsSync(optionsPath) ? (JSON.parse(readFileSync(optionsPath, 'utf8')) as Partial<SplitOptions>) : {};
  const path = basename(inputPath);
  const surroundings = collectAppFacts(appModules(folder)).get(path);
  return splitModule({ code: readFileSync(inputPath, 'utf8'), path, moduleName: MODULE_NAME, ...surroundings, ...options });
}

/** The modules of a case's folder; `./name` leads from one to the other. */
export function appModules(folder: string): AppModule[] {
  const files = readdirSync(folder).filter((file) => !file.startsWith('expected.') && !file.endsWith('.json'));
  const resolvePath = (specifier: string): string | undefined => {
    const name = specifier.replace(/^\.\//, '').replace(/\.[cm]?[jt]sx?$/, '');
    return specifier.startsWith('./') ? files.find((file) => basename(file, extname(file)) === name) : undefined;
  };
  const toModuleName = (path: string): string => (path.startsWith('input.') ? MODULE_NAME : basename(path, extname(path)));
  return files.map((path) => ({ code: readFileSync(join(folder, path), 'utf8'), path, moduleName: toModuleName(path), resolvePath }));
}

/** Short enough to be read, long enough to tell a wrong one. */
export function toExpected({ slug, severity, path, line, column, message }: Diagnostic): ExpectedDiagnostic {
  return { slug, severity, place: `${path}:${line}:${column}`, message };
}
