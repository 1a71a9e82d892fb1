import type { ModuleFacts } from './module-facts.ts';

/** Gives the facts of the app module that a specifier names; undefined for packages and unknown modules. */
export type ResolveFacts = (specifier: string) => ModuleFacts | undefined;

/** What a split needs to know of the rest of the app. */
export interface ModuleSurroundings {
  readonly code: string;
  /** Shown in diagnostics and source maps; its ending selects TypeScript and JSX. */
  readonly path: string;
  readonly resolve?: ResolveFacts | undefined;
  /** Parameters of exported functions that receive the `ai` object from other modules: from the `passesAi` of their facts. */
  readonly aiParameters?: Readonly<Record<string, readonly number[]>> | undefined;
  /** True for packages that cannot be bundled for the sandbox, beside those of the table. */
  readonly isNodePackage?: ((specifier: string) => boolean) | undefined;
}

/** Options of `splitModule`. */
export interface SplitOptions extends ModuleSurroundings {
  /** Short and stable: the scope of steps that no flow and no exported function encloses. */
  readonly moduleName: string;
  /** Keys of steps that other modules have, with their places: from {@link collectAppFacts}. A step of this module gets another. */
  readonly takenSteps?: Readonly<Record<string, string>> | undefined;
  /** Exports that other workflow programs import; `*` or nothing given: all that the sandbox can hold. The app's entry has none (`[]`): definitions stay anyway. */
  readonly usedExports?: readonly string[] | undefined;
  /** No workflow program imports the module: what would be missing in its workflow program is missed by nobody. */
  readonly onlyNode?: boolean | undefined;
  /** Reasons to journal become errors. `genkit({ strict: true })` in the same module says the same. */
  readonly strict?: boolean | undefined;
}
