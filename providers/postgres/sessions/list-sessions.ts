import { and, asc, desc, eq, lt, sql } from 'drizzle-orm';
import type { SessionFilter, SessionPage, SessionSummary } from '../../../schemas/session-listing.ts';
import type { SnapshotStatus } from '../../../schemas/session-snapshot.ts';
import { sessionsTable as sessions } from '../session-tables.ts';
import { checkId } from './check-id.ts';
import { checkLimit } from './check-limit.ts';
import type { Transaction } from './run-in-transaction.ts';
import { fromCursorText, toCursorText } from './session-cursor.ts';
import type { SessionKey } from './session-row.ts';
import { toDate } from './snapshot-row.ts';

const DEFAULT_LIMIT = 50;
const MOST = 500;

/** The one that was changed last first. A session that changes while somebody turns pages moves to the front. */
export async function listSessions(transaction: Transaction, filter: SessionFilter): Promise<SessionPage> {
  const { agent, status, user, after, limit = DEFAULT_LIMIT } = filter;
  checkLimit(limit, MOST);
  checkId('agent', agent ?? '');
  checkId('user id', user ?? '');
  const rows = await transaction
    .select()
    .from(sessions)
    .where(
      and(
        agent === undefined ? undefined : eq(sessions.agent, agent),
        status === undefined ? undefined : eq(sessions.status, status),
        user === undefined ? undefined : eq(sessions.userId, user),
        after === undefined ? undefined : isAfter(after),
      ),
    )
    .orderBy(desc(sessions.updatedAt), desc(sessions.agent), desc(sessions.sessionId))
    .limit(limit + 1);
  const page = rows.slice(0, limit).map((row) => toSummary(row));
  const last = page.at(-1);
  return { sessions: page, next: rows.length > limit && last !== undefined ? toCursorText(last) : undefined };
}

/** The sessions that nobody has changed since, oldest first. */
export async function listUnusedSessions(transaction: Transaction, since: string, limit: number): Promise<SessionKey[]> {
  checkLimit(limit, Number.MAX_SAFE_INTEGER);
  const { agent, sessionId, updatedAt } = sessions;
  return await transaction
    .select({ agent, sessionId })
    .from(sessions)
    .where(lt(updatedAt, toDate('since', since)))
    .orderBy(asc(updatedAt), asc(agent), asc(sessionId))
    .limit(limit);
}

function isAfter(after: string): ReturnType<typeof sql> {
  const { updatedAt, agent, sessionId } = fromCursorText(after);
  return sql`(${sessions.updatedAt}, ${sessions.agent}, ${sessions.sessionId}) < (${updatedAt}::timestamptz, ${agent}::text, ${sessionId}::text)`;
}

function toSummary(row: typeof sessions.$inferSelect): SessionSummary {
  const { agent, sessionId, status, userId, createdAt, updatedAt, turns, messages, tokens, preview } = row;
  return {
    agent,
    sessionId,
    status: status as SnapshotStatus,
    ...(userId !== null && { userId }),
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    turns,
    messages,
    tokens,
    ...(preview !== null && { preview }),
  };
}
