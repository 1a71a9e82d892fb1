import { sql } from 'drizzle-orm';
import { isEnded } from '../../../engine/sessions/snapshot-port.ts';
import type { SnapshotStatus } from '../../../schemas/session-snapshot.ts';
import { snapshotsTable as snapshots } from '../session-tables.ts';
import { findSnapshot, isSnapshot, lockSnapshot, type SnapshotKey } from './find-snapshot.ts';
import type { Transaction } from './run-in-transaction.ts';
import { lockSessionRow, refreshSessionRow } from './session-row.ts';
import { tellSnapshotChange } from './snapshot-channel.ts';

/** Aborts a turn that has not ended. Gives the status before. */
export async function abortTurn(transaction: Transaction, key: SnapshotKey): Promise<SnapshotStatus | undefined> {
  const sessionId = (await findSnapshot(transaction, key))?.sessionId;
  if (sessionId === undefined) return undefined;
  const session = sessionId === null ? undefined : { agent: key.agent, sessionId };
  if (session !== undefined) await lockSessionRow(transaction, session);
  const row = await lockSnapshot(transaction, key);
  if (row === undefined) return undefined;
  const status = (row.status ?? undefined) as SnapshotStatus | undefined;
  if (!isEnded(status)) {
    await transaction
      .update(snapshots)
      .set({ status: 'aborted', updatedAt: sql`clock_timestamp()` })
      .where(isSnapshot(key));
    if (session !== undefined) await refreshSessionRow(transaction, session, {});
    await tellSnapshotChange(transaction, key);
  }
  return status;
}
