import type { FlowDescription } from '../../server/served-flow.ts';
import type { StatusName } from '../../schemas/status.ts';

/** What the worker's process is to do. It gets this when the services are up; until then it loads what every worker needs. */
export interface WorkerPlan {
  /** Absolute paths. */
  readonly app: readonly string[];
  readonly dataFolder: string;
  /** Added to its environment: where the services are. */
  readonly environment: Readonly<Record<string, string>>;
}

/** What the worker's process is told. `stop`: it stops polling, running steps get their grace, it ends. */
export type WorkerOrder = { readonly type: 'start'; readonly plan: WorkerPlan } | { readonly type: 'stop' };

/** What the worker's process says. */
export type WorkerMessage =
  | {
      readonly type: 'ready';
      readonly flows: readonly FlowDescription[];
      readonly agents: readonly string[];
      /** Files of the app, as they were loaded. */
      readonly modules: readonly string[];
      readonly bundle: { readonly bytes: number; readonly milliseconds: number; readonly cached: boolean };
    }
  | {
      readonly type: 'failed';
      readonly status: StatusName;
      readonly message: string;
      /** Of the app's own error. */
      readonly stack?: string;
      readonly modules: readonly string[];
    };

export type WorkerReady = Extract<WorkerMessage, { type: 'ready' }>;
export type WorkerFailed = Extract<WorkerMessage, { type: 'failed' }>;
