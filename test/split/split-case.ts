import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { collectFacts } from '../../workers/split/collect-facts.ts';
import type { ModuleFacts } from '../../workers/split/module-facts.ts';
import { splitModule } from '../../workers/split/split-module.ts';
import type { Diagnostic, SplitOptions, SplitResult } from '../../workers/split/split-result.ts';

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

const ENDINGS = ['.ts', '.tsx', '.js', '.jsx', '.cjs', '.mjs', '.json'];

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
  return splitModule({ code: readFileSync(inputPath, 'utf8'), path: basename(inputPath), moduleName: 'app', resolve: createResolver(folder), ...options });
}

/** Facts of `./name` in the folder of the case. */
export function createResolver(folder: string): (specifier: string) => ModuleFacts | undefined {
  const known = new Map<string, ModuleFacts | undefined>();
  const resolve = (specifier: string): ModuleFacts | undefined => {
    const file = specifier.startsWith('./') ? findFile(folder, specifier) : undefined;
    if (file === undefined || file.endsWith('.json')) return undefined;
    if (known.has(file)) return known.get(file);
    known.set(file, undefined);
    const facts = collectFacts({ code: readFileSync(join(folder, file), 'utf8'), path: file, resolve });
    known.set(file, facts);
    return facts;
  };
  return resolve;
}

function findFile(folder: string, specifier: string): string | undefined {
  const name = specifier.slice(2).replace(/\.[cm]?[jt]sx?$/, '');
  return [specifier.slice(2), ...ENDINGS.map((ending) => name + ending)].find((file) => existsSync(join(folder, file)));
}

/** Short enough to be read, long enough to tell a wrong one. */
export function toExpected({ slug, severity, path, line, column, message }: Diagnostic): ExpectedDiagnostic {
  return { slug, severity, place: `${path}:${line}:${column}`, message };
}
