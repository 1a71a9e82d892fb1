import type { PartialAnswerData } from '../schemas/partial-answer.ts';
import type { StatusName } from '../schemas/status.ts';

/** What a timeline says of an error. */
export interface TimelineError {
  readonly status: StatusName;
  readonly message: string;
  /** The step that failed, where the error came from one. */
  readonly step?: string;
}

/** `unfinished`: the run ended before it. */
export type EntryState = 'running' | 'completed' | 'failed' | 'timed_out' | 'cancelled' | 'terminated' | 'unfinished';

interface Entry {
  /** The event that opened it. */
  readonly eventId: number;
  /** ISO 8601. */
  readonly at: string;
}

interface LastingEntry extends Entry {
  readonly state: EntryState;
  /** From the request to the end, waits for a worker and between tries included. Missing while it lasts. */
  readonly durationMilliseconds?: number;
}

/** A call of an action: a step, a model, a tool. */
export interface StepEntry extends LastingEntry {
  readonly kind: 'step';
  readonly name: string;
  /** The action's key, which is the activity's type. */
  readonly key: string;
  readonly activityId: string;
  readonly summary?: string;
  /** Missing until the history knows: it learns of the tries when the step has ended. */
  readonly attempts?: number;
  readonly inputBytes: number;
  readonly resultBytes?: number;
  /** Why it failed for good. */
  readonly error?: TimelineError;
  /** Why the try before the last one failed. */
  readonly lastFailure?: TimelineError;
  /** Of a model that was stopped: what it had said. */
  readonly partial?: PartialAnswerData;
}

/** `ai.sleep`. */
export interface TimerEntry extends LastingEntry {
  readonly kind: 'timer';
  readonly name: string;
  readonly timeoutMilliseconds: number;
}

/** `ai.waitFor`. Its name and timeout are known only where it has a timeout. */
export interface WaitEntry extends LastingEntry {
  readonly kind: 'wait';
  readonly name?: string;
  readonly timeoutMilliseconds?: number;
}

/** A flow called by a flow. */
export interface ChildEntry extends LastingEntry {
  readonly kind: 'child';
  readonly name: string;
  readonly workflowId: string;
  readonly inputBytes: number;
  readonly resultBytes?: number;
  readonly error?: TimelineError;
}

/** An event that somebody sent. */
export interface SignalEntry extends Entry {
  readonly kind: 'signal';
  readonly name: string;
  readonly inputBytes: number;
}

/** Somebody asked the run to stop. */
export interface CancelEntry extends Entry {
  readonly kind: 'cancel';
  readonly reason?: string;
}

/** The flow's code could not go on: a worker was lost, or the code does not fit the history. Temporal tries again by itself. */
export interface ProblemEntry extends Entry {
  readonly kind: 'problem';
  readonly message: string;
}

export type TimelineEntry = StepEntry | TimerEntry | WaitEntry | ChildEntry | SignalEntry | CancelEntry | ProblemEntry;
