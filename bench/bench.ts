/** Where a bench runs and how long it may take. */
export interface BenchContext {
  readonly temporalAddress: string;
  readonly databaseUrl: string;
  /** For publishing: more runs, more sizes. */
  readonly full: boolean;
  /** Ctrl-C: what the bench started must end with it. */
  readonly signal: AbortSignal;
  progress(line: string): void;
}

/** One line of a result: what was measured, ours against the reference in the same run. */
export interface BenchRow {
  readonly what: string;
  readonly figures: Readonly<Record<string, number | string>>;
}

/** A bench: ratios against a reference that runs interleaved with ours, on the same server. */
export interface Bench {
  readonly name: string;
  readonly about: string;
  run(context: BenchContext): Promise<readonly BenchRow[]>;
}
