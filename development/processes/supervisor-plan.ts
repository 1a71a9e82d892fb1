import type { ProcessReference } from './process-identity.ts';

/** What a supervisor runs; it gets this as its only argument. */
export interface SupervisorPlan {
  readonly command: string;
  readonly arguments: readonly string[];
  readonly folder?: string;
  /** Added to the environment that the supervisor inherits. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly user?: { readonly uid: number; readonly gid: number };
  /** Gets the output, appended. */
  readonly logFile: string;
  /** Says which process runs and for whom; removed when it has ended. */
  readonly recordFile?: string;
  readonly owner: ProcessReference;
  readonly stopSignal: 'SIGTERM' | 'SIGINT';
  /** Milliseconds from the stop signal to SIGKILL. */
  readonly stopLimit: number;
}

/** The content of a record file. */
export interface ProcessRecord extends ProcessReference {
  readonly owner: ProcessReference;
}

/** One line of JSON on the supervisor's standard output. */
export type SupervisorMessage =
  | { readonly type: 'started'; readonly processId: number }
  | { readonly type: 'failed'; readonly message: string; readonly code?: string }
  | { readonly type: 'exited'; readonly code: number | null; readonly signal: string | null };
