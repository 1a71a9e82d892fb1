import type { ActionKey } from '../schemas/action-key.ts';

/** Which run a journal belongs to. */
export interface JournalRun {
  readonly workflowId: string;
  readonly runId: string;
}

/** One action of a journaled flow. `value` is JSON: the result, or the failure. */
export interface JournalEntry {
  readonly position: number;
  readonly key: ActionKey;
  readonly name: string;
  readonly inputHash: string;
  readonly state: 'pending' | 'returned' | 'threw';
  /** The order in which actions ended; undefined while pending. */
  readonly completion?: number | undefined;
  readonly value?: unknown;
  /** What the step changed around it; undefined where nothing. Opaque text. */
  readonly captured?: string | undefined;
  readonly attempts: number;
}

/** Where journals are kept. Two workers never write the same position: the second gets ABORTED and stops. */
export interface JournalStore {
  /** In the order of the positions. */
  load(run: JournalRun): Promise<readonly JournalEntry[]>;
  /** Throws ABORTED where the position is taken: another worker runs this flow now. */
  append(run: JournalRun, entry: JournalEntry): Promise<void>;
  /** Ends a pending entry; one that has ended stays as it is. */
  resolve(run: JournalRun, entry: Pick<JournalEntry, 'position' | 'state' | 'completion' | 'value'>): Promise<void>;
}
