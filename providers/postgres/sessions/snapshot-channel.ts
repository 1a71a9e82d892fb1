import { sql } from 'drizzle-orm';
import type { SnapshotKey } from './find-snapshot.ts';
import type { Transaction } from './run-in-transaction.ts';

/** Where changes of snapshots are told. */
export const SNAPSHOT_CHANNEL = 'durakit_snapshots';

/** Tells all processes of a change, once the transaction is through. Ids only: nothing of what a session holds. */
export async function tellSnapshotChange(transaction: Transaction, { agent, snapshotId }: SnapshotKey): Promise<void> {
  await transaction.execute(sql`select pg_notify(${SNAPSHOT_CHANNEL}, ${JSON.stringify([agent, snapshotId])})`);
}
