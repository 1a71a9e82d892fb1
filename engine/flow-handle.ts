import type { Metadata, ToolRequestPart } from '../schemas/part.ts';
import type { InterruptReference, PendingInterrupt } from '../schemas/pending-interrupt.ts';

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

/** Names one interrupt. */
export type InterruptArgument = string | InterruptReference | ToolRequestPart;

/** One run of a flow, also of one that somebody else started. It holds no connection: drop it when you like. */
export interface FlowHandle<TOutput = unknown> {
  readonly id: string;
  /** `flow/<name>/<id>`: what to paste into the Temporal UI. */
  readonly workflowId: string;
  /** Waits for the end. Rejects with the run's `DurakitError`. */
  result(): Promise<TOutput>;
  /** Sends an event that `ai.waitFor(name)` takes; kept until somebody waits for it. */
  signal(name: string, payload?: unknown): Promise<void>;
  /** The questions of tools that the run waits to have answered (`ai.waitForReply`). */
  interrupts(): Promise<PendingInterrupt[]>;
  /**
   * Answers one. `interrupt` is one of {@link FlowHandle.interrupts}, a part of `response.interrupts`, or a tool's name. Rejects before
   * anything is recorded: NOT_FOUND where nothing of that name waits, INVALID_ARGUMENT where the output does not fit the tool's schema.
   */
  respond(interrupt: InterruptArgument, output: unknown, options?: { readonly metadata?: Metadata }): Promise<void>;
  /** Has the tool run again, with `resumed` (default `true`) for it to see, and with another input where one is given. Rejects as {@link FlowHandle.respond}. */
  restart(interrupt: InterruptArgument, options?: { readonly resumed?: unknown; readonly input?: unknown }): Promise<void>;
  /** Asks the run to stop: its step's `abortSignal` fires, its flow may clean up. Returns when the request is recorded, not when the run ended. */
  cancel(reason?: string): Promise<void>;
  /** Ends the run at once; nothing in it can react. */
  terminate(reason?: string): Promise<void>;
  describe(): Promise<RunDescription>;
  /** The run's history as Temporal's JSON: what `durakit replay` reads. */
  history(): Promise<Record<string, unknown>>;
}
