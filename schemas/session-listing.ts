import type { SessionSnapshot, SnapshotStatus } from './session-snapshot.ts';

/** A snapshot without its state. */
export type SnapshotRow = Omit<SessionSnapshot, 'state'> & { readonly sessionId: string };

/** One line of a list of sessions. Dates are ISO strings. */
export interface SessionSummary {
  readonly agent: string;
  readonly sessionId: string;
  /** Of the newest snapshot. */
  readonly status: SnapshotStatus;
  readonly userId?: string | undefined;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Snapshots of all branches. */
  readonly turns: number;
  readonly messages: number;
  readonly tokens: number;
  /** The beginning of the newest message's text. */
  readonly preview?: string | undefined;
}

/** Which sessions to list, the one that was changed last first. */
export interface SessionFilter {
  readonly agent?: string | undefined;
  readonly status?: SnapshotStatus | undefined;
  readonly user?: string | undefined;
  /** The end of the page before: `SessionPage.next`. */
  readonly after?: string | undefined;
  /** Default 50, at most 500. */
  readonly limit?: number | undefined;
}

export interface SessionPage {
  readonly sessions: readonly SessionSummary[];
  /** Undefined at the end. */
  readonly next?: string | undefined;
}

/** A message that has the words. */
export interface SessionMatch {
  readonly agent: string;
  readonly sessionId: string;
  readonly snapshotId: string;
  readonly role: string;
  /** The place of the words, with some text around them. */
  readonly excerpt: string;
  readonly rank: number;
}

export interface SessionSearch {
  /** In the manner of web searches: `refund -order "late delivery"`. */
  readonly text: string;
  readonly agent?: string | undefined;
  readonly user?: string | undefined;
  /** Default 20, at most 200. */
  readonly limit?: number | undefined;
}
