import { and, eq, sql } from 'drizzle-orm';
import { runStatement } from '../run-statement.ts';
import { artifactsTable as artifacts, sessionMessagesTable as indexed, sessionsTable, snapshotsTable } from '../session-tables.ts';
import { looseHeadsTable, messagePinsTable, messagesTable } from '../tables.ts';
import { isOfSession } from './find-snapshot.ts';
import type { Transaction } from './run-in-transaction.ts';
import { isSession, lockSessionRow, type SessionKey } from './session-row.ts';
import { toPinOwner } from './snapshot-row.ts';

/** False where there was no such session. Its messages go with the next sweep, unless somebody else has them too. */
export async function deleteSession(transaction: Transaction, key: SessionKey): Promise<boolean> {
  if (!(await lockSessionRow(transaction, key))) return false;
  const { snapshotId } = snapshotsTable;
  const gone = await transaction.delete(snapshotsTable).where(isOfSession(key)).returning({ snapshotId });
  await unpinAll(
    transaction,
    gone.map((row) => toPinOwner(key.agent, row.snapshotId)),
  );
  await transaction.delete(artifacts).where(and(eq(artifacts.agent, key.agent), eq(artifacts.sessionId, key.sessionId)));
  await transaction.delete(indexed).where(and(eq(indexed.agent, key.agent), eq(indexed.sessionId, key.sessionId)));
  await transaction.delete(sessionsTable).where(isSession(key));
  return true;
}

/** As `toUnpinStatement`, for many owners: messages are locked in one order, and then are loose heads. */
async function unpinAll(transaction: Transaction, owners: readonly string[]): Promise<void> {
  await runStatement(
    transaction,
    sql`
      with given as (delete from ${messagePinsTable} where owner = any (${sql.param(owners)}::text[]) returning head),
      held as (select hash from ${messagesTable} where hash in (select head from given) order by hash for key share)
      insert into ${looseHeadsTable} (hash, since) select hash, clock_timestamp() from held order by hash
      on conflict (hash) do update set since = excluded.since`,
  );
}
