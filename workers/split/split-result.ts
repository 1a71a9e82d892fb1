/** Source map version 3, one source: the user's module, with its content. */
export interface SourceMap {
  readonly version: 3;
  readonly file?: string;
  readonly sources: readonly string[];
  readonly sourcesContent: readonly string[];
  readonly names: readonly string[];
  readonly mappings: string;
}

/** One of the two programs. It stays in the language of the module: types, JSX and decorators pass through. */
export interface SplitProgram {
  readonly code: string;
  readonly map: SourceMap;
}

/** `error` stops the build, `warning` is shown on every build, `note` is shown by `durakit check`. */
export type Severity = 'error' | 'warning' | 'note';

/** One finding. `line` and `column` count from 1. The page of the slug is `docs/errors/<slug>.md`. */
export interface Diagnostic {
  readonly slug: string;
  readonly severity: Severity;
  readonly message: string;
  readonly hint: string;
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly codeFrame: string;
}

/** A closure that became an activity. */
export interface SplitStep {
  /** `/step/<scope>/<name>`, with `*` where the name has a hole, `#2` for the second of one name in one scope. */
  readonly key: string;
  readonly scope: string;
  readonly name: string;
  /** `tool`: the body of a tool that is created in flow code. It is called with the tool's input and context. */
  readonly kind: 'step' | 'tool';
  /** Names of the variables whose values travel; `this` where fields of the instance do. */
  readonly captures: readonly string[];
  /** Names of the variables that come back. */
  readonly writes: readonly string[];
  readonly line: number;
  readonly column: number;
}

/** A schema that the worker turns into JSON Schema for the sandbox. */
export interface SplitSchema {
  /** `/schema/<scope>/<n>`. */
  readonly key: string;
  readonly line: number;
  readonly column: number;
}

/** How a flow (or agent turn) runs: in the sandbox, or as one activity over a journal. */
export interface SplitFlow {
  /** Undefined where the name is not a literal. */
  readonly name: string | undefined;
  readonly kind: 'flow' | 'agent';
  readonly mode: 'workflow' | 'journal';
  /** `durability`: the definition says so by hand. */
  readonly decidedBy: 'analysis' | 'durability';
  /** What keeps the flow out of the sandbox. Empty for most flows of mode `workflow`. */
  readonly reasons: readonly Diagnostic[];
  readonly line: number;
  readonly column: number;
}

/** What the workflow program still imports: the names, `*` for a namespace or a re-export of all; none for side effects. */
export interface WorkflowImport {
  readonly specifier: string;
  readonly names: readonly string[];
}

/** What comes of one module. */
export interface SplitResult {
  readonly workflowProgram: SplitProgram;
  readonly nodeProgram: SplitProgram;
  readonly steps: readonly SplitStep[];
  readonly schemas: readonly SplitSchema[];
  readonly flows: readonly SplitFlow[];
  /** Imports of the workflow program: who bundles can pass them on as `usedExports` of those modules. */
  readonly workflowImports: readonly WorkflowImport[];
  readonly diagnostics: readonly Diagnostic[];
}
