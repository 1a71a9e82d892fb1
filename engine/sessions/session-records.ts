import type { Artifact } from '../../schemas/artifact.ts';
import type { ConversationReference } from '../../schemas/conversation-reference.ts';
import type { SnapshotRow, SessionFilter, SessionPage, SessionMatch, SessionSearch } from '../../schemas/session-listing.ts';
import type { SessionSnapshot, SnapshotStatus } from '../../schemas/session-snapshot.ts';
import type { SnapshotLookup } from './snapshot-lookup.ts';

/** A turn that begins: its row is `pending` from now on, with the state of its parent. */
export interface BegunTurn {
  readonly snapshot: SnapshotRow;
  /** What the sender gave the turn to tell it from others: one that the session has had already is not begun again. */
  readonly messageId?: string | undefined;
  /** The workflow that works on it, as `<workflow id>/<first run id>`: where the message has a pending row of another one, that row is given up. */
  readonly runner: string;
  /** Who sends the turn, where the context says so. A session belongs to the first one who is known. */
  readonly userId?: string | undefined;
  /** True: a session takes turns of others than its owner. */
  readonly isShared?: boolean | undefined;
  /** True: the runner has one turn at a time, so that an older pending one of its own has nobody who works on it. */
  readonly isAlone?: boolean | undefined;
}

/** What became of {@link SessionRecords.begin}. */
export type BeginOutcome =
  | { readonly state: 'begun' }
  /** The message was sent twice: the snapshot that answers it, which may be under way in another branch of the same runner. */
  | { readonly state: 'duplicate'; readonly snapshot: SessionSnapshot };

/** A turn that ends. What is left out is as the parent's. */
export interface EndedTurn {
  readonly snapshot: SnapshotRow;
  readonly conversation?: ConversationReference | undefined;
  /** In an object, as the state itself may be undefined. */
  readonly custom?: { readonly value?: unknown } | undefined;
  readonly artifacts?: readonly Artifact[] | undefined;
  /** Tokens of this turn. */
  readonly tokens?: number | undefined;
  /** Where the turn was not begun before: it begins and ends in one. */
  readonly runner?: string | undefined;
  /** The same. */
  readonly userId?: string | undefined;
  /** The same. */
  readonly isShared?: boolean | undefined;
}

/** A snapshot as the rows have it. */
export interface LoadedSnapshot {
  readonly snapshot: SessionSnapshot;
  /** Of its messages in the message store; null where there are none. */
  readonly head: string | null;
}

/**
 * The rows of sessions: the truth for what was said. Each function is one transaction, and each that writes may be repeated without harm.
 * All throw UNAVAILABLE where the database is away, FAILED_PRECONDITION where the tables are missing, INVALID_ARGUMENT for ids with NUL,
 * halves of surrogate pairs, or more than 800 bytes, and for limits, dates and cursors that are none.
 */
export interface SessionRecords {
  load(agent: string, lookup: SnapshotLookup): Promise<LoadedSnapshot | undefined>;
  /** Throws NOT_FOUND where the parent is gone, FAILED_PRECONDITION where the snapshot id is another session's. */
  begin(agent: string, turn: BegunTurn): Promise<BeginOutcome>;
  /**
   * Ends a pending row; one that has ended stays as it is. `aborted`: it was aborted meanwhile, was given up for another run, or went with
   * its session. `head` is that of the conversation as it is now stored. Throws NOT_FOUND where a head of the reference is unknown.
   */
  end(agent: string, turn: EndedTurn): Promise<{ readonly outcome: 'saved' | 'aborted'; readonly head: string | null }>;
  /** Aborts a turn that has not ended. Gives the status before; undefined where there is no such snapshot. */
  abort(agent: string, snapshotId: string): Promise<SnapshotStatus | undefined>;
  list(filter: SessionFilter): Promise<SessionPage>;
  /** All snapshots of a session without their states, oldest first. */
  history(agent: string, sessionId: string): Promise<readonly SnapshotRow[]>;
  search(search: SessionSearch): Promise<readonly SessionMatch[]>;
  /** Deletes a session's rows and artifacts and gives up its messages. False where there was none. */
  delete(agent: string, sessionId: string): Promise<boolean>;
  /** The sessions that nobody has changed since (ISO), oldest first: for retention. */
  listUnused(since: string, limit: number): Promise<readonly { readonly agent: string; readonly sessionId: string }[]>;
}
