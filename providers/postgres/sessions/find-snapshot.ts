import { and, asc, desc, eq, sql, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { selectLeaf } from '../../../engine/sessions/select-leaf.ts';
import { snapshotsTable as snapshots } from '../session-tables.ts';
import type { Transaction } from './run-in-transaction.ts';
import type { SessionKey } from './session-row.ts';
import { toSnapshotLine, type StoredSnapshot, type StoredSnapshotLine } from './snapshot-row.ts';

/** Which snapshot. */
export interface SnapshotKey {
  readonly agent: string;
  readonly snapshotId: string;
}

export function isSnapshot({ agent, snapshotId }: SnapshotKey): SQL | undefined {
  return and(eq(snapshots.agent, agent), eq(snapshots.snapshotId, snapshotId));
}

export async function findSnapshot(transaction: Transaction, key: SnapshotKey): Promise<StoredSnapshot | undefined> {
  const [row] = await transaction.select().from(snapshots).where(isSnapshot(key));
  return row;
}

/** Holds the row's lock until the end of the transaction. To be called with the session's lock, where it has one: never the other way round. */
export async function lockSnapshot(transaction: Transaction, key: SnapshotKey): Promise<StoredSnapshot | undefined> {
  const [row] = await transaction.select().from(snapshots).where(isSnapshot(key)).for('update');
  return row;
}

/**
 * The leaf that stands for a session, by the rules of `selectLeaf`: these are here a second time, so that a long session's rows are not
 * all read. Where there is none, and where branches are not wanted, `selectLeaf` itself says what is wrong.
 */
export async function findLeaf(
  transaction: Transaction,
  key: SessionKey,
  rejectBranchingSessions = false,
): Promise<StoredSnapshot | undefined> {
  if (rejectBranchingSessions) await selectStoredLeaf(transaction, key, rejectBranchingSessions);
  const child = alias(snapshots, 'child');
  const children = transaction
    .select({ one: sql`1` })
    .from(child)
    .where(and(eq(child.agent, snapshots.agent), eq(child.sessionId, snapshots.sessionId), eq(child.parentId, snapshots.snapshotId)));
  const [row] = await transaction
    .select()
    .from(snapshots)
    .where(and(isOfSession(key), sql`not exists ${children}`))
    .orderBy(sql`coalesce(${snapshots.status} in ('failed', 'aborted'), false)`, desc(snapshots.createdAt), desc(snapshots.sequence))
    .limit(1);
  if (row === undefined) await selectStoredLeaf(transaction, key, rejectBranchingSessions);
  return row;
}

async function selectStoredLeaf(transaction: Transaction, key: SessionKey, rejectBranchingSessions: boolean): Promise<void> {
  const lines = (await listSnapshots(transaction, key)).map((line) => toSnapshotLine(line));
  selectLeaf(lines, { sessionId: key.sessionId, rejectBranchingSessions });
}

/** All of a session, in the order in which they were begun. */
export async function listSnapshots(transaction: Transaction, key: SessionKey): Promise<StoredSnapshotLine[]> {
  const { snapshotId, sessionId, parentId, status, finishReason, error, createdAt, updatedAt, heartbeatAt } = snapshots;
  return await transaction
    .select({ snapshotId, sessionId, parentId, status, finishReason, error, createdAt, updatedAt, heartbeatAt })
    .from(snapshots)
    .where(isOfSession(key))
    .orderBy(asc(snapshots.sequence));
}

export function isOfSession({ agent, sessionId }: SessionKey): SQL | undefined {
  return and(eq(snapshots.agent, agent), eq(snapshots.sessionId, sessionId));
}
