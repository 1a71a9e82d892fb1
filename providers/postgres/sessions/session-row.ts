import { and, eq, sql, type SQL } from 'drizzle-orm';
import { sessionsTable, snapshotsTable } from '../session-tables.ts';
import type { Transaction } from './run-in-transaction.ts';

/** Which session. */
export interface SessionKey {
  readonly agent: string;
  readonly sessionId: string;
}

/** Makes the session's row where there is none, and holds its lock until the end of the transaction. Gives the session's user: the first one stays. */
export async function openSessionRow(transaction: Transaction, key: SessionKey, userId: string | undefined): Promise<string | undefined> {
  const [row] = await transaction
    .insert(sessionsTable)
    .values({ agent: key.agent, sessionId: key.sessionId, userId: userId ?? null, status: 'pending' })
    .onConflictDoUpdate({
      target: [sessionsTable.agent, sessionsTable.sessionId],
      set: { userId: sql`coalesce(${sessionsTable.userId}, excluded.user_id)` },
    })
    .returning({ owner: sessionsTable.userId });
  return row?.owner ?? undefined;
}

/** Holds the lock of the session's row until the end of the transaction. False where there is no such session. */
export async function lockSessionRow(transaction: Transaction, key: SessionKey): Promise<boolean> {
  const { agent } = sessionsTable;
  const rows = await transaction.select({ agent }).from(sessionsTable).where(isSession(key)).for('update');
  return rows.length > 0;
}

/** What a change to one snapshot means for its session. */
export interface SessionChange {
  readonly turns?: number;
  readonly tokens?: number;
  readonly messages?: number | undefined;
  readonly preview?: string | undefined;
}

/** Brings the session's row up to date after one of its snapshots was written. */
export async function refreshSessionRow(transaction: Transaction, key: SessionKey, change: SessionChange): Promise<void> {
  const { turns = 0, tokens = 0, messages, preview } = change;
  const newest = sql`(
    select coalesce(status, 'completed') from ${snapshotsTable}
    where agent = ${key.agent} and session_id = ${key.sessionId} order by sequence desc limit 1
  )`;
  await transaction
    .update(sessionsTable)
    .set({
      updatedAt: sql`clock_timestamp()`,
      status: sql`coalesce(${newest}, ${sessionsTable.status})`,
      ...(turns !== 0 && { turns: sql`${sessionsTable.turns} + ${turns}` }),
      ...(tokens !== 0 && { tokens: sql`${sessionsTable.tokens} + ${tokens}` }),
      ...(messages !== undefined && { messages }),
      ...(preview !== undefined && { preview }),
    })
    .where(isSession(key));
}

export function isSession({ agent, sessionId }: SessionKey): SQL | undefined {
  return and(eq(sessionsTable.agent, agent), eq(sessionsTable.sessionId, sessionId));
}
