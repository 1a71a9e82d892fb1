import { collectFacts } from './collect-facts.ts';
import { findTakenSteps } from './find-taken-steps.ts';
import type { ModuleFacts } from './module-facts.ts';
import { parseModule } from './parse-module.ts';
import type { SplitOptions } from './split-options.ts';

/** One module of an app. */
export interface AppModule {
  readonly code: string;
  readonly path: string;
  /** As `splitModule` gets it. Default: the path without its ending. */
  readonly moduleName?: string | undefined;
  /** The path of the app module that a specifier names; undefined for packages. */
  readonly resolvePath: (specifier: string) => string | undefined;
}

/** What `splitModule` needs to know of the other modules, for each module of the app. */
export type AppSurroundings = Pick<SplitOptions, 'resolve' | 'aiParameters' | 'takenSteps'> & { readonly facts: ModuleFacts };

/** Facts travel one import further in each round; import cycles make some rounds more. */
const MAXIMUM_ROUNDS = 10;

/**
 * Facts of all modules at once, by path: through re-exports, cycles, and `ai` handed from module to module. Repeats until nothing new
 * comes.
 */
export function collectAppFacts(modules: readonly AppModule[]): ReadonlyMap<string, AppSurroundings> {
  const parsed = new Map(modules.map(({ code, path }) => [path, parseModule(code, path)]));
  let known: ReadonlyMap<string, AppSurroundings> = new Map();
  let before = '';
  for (let round = 0; round < MAXIMUM_ROUNDS; round += 1) {
    const last = known;
    const parameters = aiParametersOf(modules, last);
    known = new Map(
      modules.map((module) => {
        const resolve = (specifier: string): ModuleFacts | undefined => last.get(module.resolvePath(specifier) ?? '')?.facts;
        const aiParameters = parameters.get(module.path);
        const facts = collectFacts({ code: module.code, path: module.path, resolve, aiParameters }, parsed.get(module.path));
        return [module.path, { facts, resolve, aiParameters }];
      }),
    );
    const now = JSON.stringify([...known].map(([path, { facts }]) => [path, facts]));
    if (now === before) break;
    before = now;
  }
  return withTakenSteps(modules, known);
}

function withTakenSteps(modules: readonly AppModule[], known: ReadonlyMap<string, AppSurroundings>): Map<string, AppSurroundings> {
  const stepping = modules.flatMap(({ path, moduleName = path.replace(/\.[^.]+$/, '') }) => {
    const facts = known.get(path)?.facts;
    return facts === undefined ? [] : [{ path, moduleName, facts }];
  });
  const taken = findTakenSteps(stepping);
  return new Map([...known].map(([path, surroundings]) => [path, { ...surroundings, takenSteps: taken.get(path) }]));
}

/** Turns "module a hands `ai` to `f` of module b" round: by module b, which parameters of `f` are `ai`. */
function aiParametersOf(modules: readonly AppModule[], known: ReadonlyMap<string, AppSurroundings>): Map<string, Record<string, number[]>> {
  const found = new Map<string, Record<string, number[]>>();
  for (const module of modules) {
    for (const { specifier, exportName, parameter } of known.get(module.path)?.facts.passesAi ?? []) {
      const target = module.resolvePath(specifier);
      if (target === undefined) continue;
      const parameters = found.get(target) ?? {};
      found.set(target, parameters);
      parameters[exportName] = [...new Set([...(parameters[exportName] ?? []), parameter])];
    }
  }
  return found;
}
