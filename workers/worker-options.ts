import type { ConnectionSettings } from '../client/connection-settings.ts';

/** What a worker serves and how. */
export interface WorkerOptions {
  /**
   * The app's module, or several: paths, relative to the working directory. They are loaded here and bundled for the sandbox.
   * Left out where the program was bundled with the app in it (`durakit/esbuild`): then `workflowBundle` is needed.
   */
  readonly app?: string | readonly string[];
  /** The sandbox's program, made before by `bundleWorkflows`. Default: it is made from `app`, or taken from the cache. */
  readonly workflowBundle?: string | URL;
  /** Where Temporal is. Default: the standard `TEMPORAL_*` variables, else the running `durakit dev`, else localhost:7233. */
  readonly temporal?: ConnectionSettings;
  /** PostgreSQL, for long inputs and results, journaled flows, tools with effects `once`, and stops at once. Default: `DATABASE_URL`, else that of the running `durakit dev`. */
  readonly databaseUrl?: string;
  readonly concurrency?: {
    /** Steps and model calls at once. Default 100. 0: this worker takes none, others must. */
    readonly actions?: number;
    /** Workflow tasks (pieces of flow code) at once. Default 40. 0: this worker takes none, others must. */
    readonly workflowTasks?: number;
    /** Runs kept in memory between their tasks. Default: by the heap's size. */
    readonly cachedRuns?: number;
  };
  /**
   * Steps and model calls that all workers of this task queue together start in a second: the server counts, so it holds for a vendor's
   * limit too. Fractions are fine (0.5: one in two seconds). Default: no limit. Workers of one queue must agree; the last one to start wins.
   */
  readonly requestsPerSecond?: number;
  /** Worker versioning: runs stay on the version they began with (`PINNED`) or move on (`AUTO_UPGRADE`, the default here). */
  readonly deployment?: {
    readonly name: string;
    readonly buildId: string;
    readonly behavior?: 'PINNED' | 'AUTO_UPGRADE';
  };
  /** How long a run waits for the worker that has it in memory before another may take it. Default 1 s: what a killed worker costs. */
  readonly stickyTimeout?: string | number;
  /** How long running steps may go on after a shutdown began. Default 10 s; then they are given to other workers. */
  readonly shutdownGrace?: string | number;
  /** Folder for bundles. Default `.durakit`. */
  readonly dataFolder?: string;
  /** `trace`, `debug`, `info`, `warn` (default) or `error`: the SDK's own messages. */
  readonly logLevel?: 'trace' | 'debug' | 'info' | 'warn' | 'error';
}
