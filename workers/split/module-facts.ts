import type { Diagnostic } from './split-result.ts';

/** What is known of one export of an app module. */
export interface ExportFact {
  /** `ai`: an instance; `factory`: `genkit` itself; `member`: `ai.<member>` taken off the object; `definition`: a flow, tool, … made by `ai.<member>` */
  readonly kind: 'ai' | 'factory' | 'member' | 'definition' | 'other';
  readonly member?: string | undefined;
  /** A call of it, or `new` on it, defines flows, tools, … */
  readonly defines: boolean;
  /** A call of it gives the `ai` object. */
  readonly returnsAi: boolean;
  /** It is a function, so it can be called with `ai`. */
  readonly callable: boolean;
  /** Why flow code that uses it cannot run in the sandbox. */
  readonly reasons: readonly Diagnostic[];
}

/** The `ai` object is handed to a function of another module. */
export interface PassedAi {
  readonly specifier: string;
  readonly exportName: string;
  readonly parameter: number;
}

/** A step of a module, by the names that make its key. */
export interface StepFact {
  /** The flow, function or method around it; undefined where only the module is. */
  readonly scope: string | undefined;
  readonly name: string;
  /** The scope is a flow's or agent's name: the key stays what it is. */
  readonly isOfFlow: boolean;
  readonly line: number;
}

/** What other modules of the app need to know of a module. JSON, so that it can be cached by content. */
export interface ModuleFacts {
  readonly exports: Readonly<Record<string, ExportFact>>;
  /** The module, or one that it imports, defines something: an import of it is not for nothing. */
  readonly defines: boolean;
  readonly passesAi: readonly PassedAi[];
  readonly steps: readonly StepFact[];
}
