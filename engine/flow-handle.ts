/** Where a run is. The names are Temporal's, in lower case. */
export type RunStatus =
  'running' | 'completed' | 'failed' | 'cancelled' | 'terminated' | 'continued_as_new' | 'timed_out' | 'paused' | 'unknown';

/** A run as it stands now. */
export interface RunDescription {
  readonly id: string;
  readonly workflowId: string;
  readonly runId: string;
  readonly flow: string;
  readonly status: RunStatus;
  readonly taskQueue: string;
  readonly startedAt: string;
  readonly closedAt?: string | undefined;
  /** Events, and bytes, of its history: Temporal ends a run at 51,200 events or 50 MB. */
  readonly historyEvents: number;
  readonly historyBytes: number;
  /** Steps that are running or waiting for their next try, with the error of the last one. */
  readonly pending: readonly PendingStep[];
}

export interface PendingStep {
  readonly name: string;
  readonly state: string;
  readonly attempt: number;
  readonly lastFailure?: string | undefined;
}

/** One run of a flow, also of one that somebody else started. It holds no connection: drop it when you like. */
export interface FlowHandle<TOutput = unknown> {
  readonly id: string;
  /** `flow/<name>/<id>`: what to paste into the Temporal UI. */
  readonly workflowId: string;
  /** Waits for the end. Rejects with the run's `DurakitError`. */
  result(): Promise<TOutput>;
  /** Sends an event that `ai.waitFor(name)` takes; kept until somebody waits for it. */
  signal(name: string, payload?: unknown): Promise<void>;
  /** Asks the run to stop: its step's `abortSignal` fires, its flow may clean up. Returns when the request is recorded, not when the run ended. */
  cancel(reason?: string): Promise<void>;
  /** Ends the run at once; nothing in it can react. */
  terminate(reason?: string): Promise<void>;
  describe(): Promise<RunDescription>;
  /** The run's history as Temporal's JSON: what `durakit replay` reads. */
  history(): Promise<Record<string, unknown>>;
}
