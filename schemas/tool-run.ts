import type { Metadata } from './part.ts';

/** How one call of a tool came about, beside its input. JSON; it travels with the activity. */
export interface ToolRun {
  /** Set where an interrupted call is run again: `true`, or what the one who restarted it said. */
  readonly resumed?: unknown;
  /** The metadata of the model's request. */
  readonly metadata?: Metadata | undefined;
  /** Of a tool that is not registered, which nothing else would tell the worker. */
  readonly effects?: 'once' | undefined;
  /** Set where the tool runs: see `ToolArguments`. It does not travel. */
  readonly callId?: string | undefined;
}
