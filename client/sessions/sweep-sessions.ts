import { toMilliseconds } from '../../engine/duration.ts';
import type { SessionRecords } from '../../engine/sessions/session-records.ts';
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

/** Deletes old sessions, the oldest first. */
export async function sweepSessions({ records, remove, olderThan, limit = MOST_SESSIONS }: SweepSessionsOptions): Promise<SessionSweep> {
  const since = new Date(Date.now() - toMilliseconds(olderThan)).toISOString();
  const unused = await records.listUnused(since, limit);
  for (const names of unused) await remove(names);
  return { deleted: unused, isComplete: unused.length < limit };
}
