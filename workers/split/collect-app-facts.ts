import { collectFacts } from './collect-facts.ts';
import type { ModuleFacts } from './module-facts.ts';
import { parseModule } from './parse-module.ts';
import type { ModuleSurroundings } from './split-options.ts';

/** One module of an app. */
export interface AppModule {
  readonly code: string;
  readonly path: string;
  /** The path of the app module that a specifier names; undefined for packages. */
  readonly resolvePath: (specifier: string) => string | undefined;
}

/** What `splitModule` needs to know of the other modules, for each module of the app. */
export type AppSurroundings = Pick<ModuleSurroundings, 'resolve' | 'aiParameters'> & { readonly facts: ModuleFacts };

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
  return known;
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
