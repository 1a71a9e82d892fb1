import { toMilliseconds } from '../../engine/duration.ts';
import type { SessionRecords } from '../../engine/sessions/session-records.ts';
import { checkLimit } from '../../providers/postgres/sessions/check-limit.ts';
import type { Duration } from '../../schemas/duration.ts';
import type { SessionNames } from './session-names.ts';

/** What a sweep did. */
export interface SessionSweep {
  readonly deleted: readonly SessionNames[];
  /** False where the limit was reached. */
  readonly isComplete: boolean;
}

/** What is swept. */
export interface SweepSessionsOptions {
  readonly records: SessionRecords;
  readonly remove: (names: SessionNames) => Promise<boolean>;
  /** Sessions that nobody has changed for so long. */
  readonly olderThan: Duration;
  /** Default 1,000. */
  readonly limit?: number;
}

const MOST_SESSIONS = 1_000;

/** Deletes old sessions, the oldest first. Throws INVALID_ARGUMENT for a limit that is no whole number from 1. */
export async function sweepSessions({ records, remove, olderThan, limit = MOST_SESSIONS }: SweepSessionsOptions): Promise<SessionSweep> {
  checkLimit(limit, Number.MAX_SAFE_INTEGER);
  const since = new Date(Date.now() - toMilliseconds(olderThan)).toISOString();
  const deleted: SessionNames[] = [];
  while (deleted.length < limit) {
    // one at a time: what somebody goes on with while others are deleted is not unused any more
    const [names] = await records.listUnused(since, 1);
    if (names === undefined) return { deleted, isComplete: true };
    await remove(names);
    deleted.push(names);
  }
  return { deleted, isComplete: false };
}
