import type { Metadata } from './part.ts';

/** How one call of a tool came about, beside its input. JSON; it travels with the activity. */
export interface ToolRun {
  /** Set where an interrupted call is run again: `true`, or what the one who restarted it said. */
  readonly resumed?: unknown;
  /** The metadata of the model's request. */
  readonly metadata?: Metadata | undefined;
}
