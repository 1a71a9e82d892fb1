import type { FlowDescription } from '../../server/served-flow.ts';
import type { StatusName } from '../../schemas/status.ts';

/** What the worker's process is to run; its only argument, as JSON. */
export interface WorkerPlan {
  readonly app: readonly string[];
  readonly dataFolder: string;
}

/** What the worker's process says. */
export type WorkerMessage =
  | {
      readonly type: 'ready';
      readonly flows: readonly FlowDescription[];
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

/** What the worker's process is told: it stops polling, running steps get their grace, it ends. */
export const STOP_MESSAGE = { type: 'stop' } as const;
