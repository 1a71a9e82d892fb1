import { and, desc, eq, sql } from 'drizzle-orm';
import type { SessionMatch, SessionSearch } from '../../../schemas/session-listing.ts';
import { DurakitError } from '../../../schemas/durakit-error.ts';
import { sessionMessagesTable as indexed, sessionsTable as sessions } from '../session-tables.ts';
import { checkId } from './check-id.ts';
import { checkLimit } from './check-limit.ts';
import type { Transaction } from './run-in-transaction.ts';
import { toExcerpt } from './to-excerpt.ts';
import { toQuery } from './to-search-text.ts';

const DEFAULT_LIMIT = 20;
const MOST = 200;
const MOST_CHARACTERS = 1_000;

/**
 * The best matches first. The dictionary is `simple`: sessions are in any language, and names and numbers must be found as they are, so
 * words count as they are written, without stems or stop words. What has no word in it finds nothing.
 */
export async function searchSessions(transaction: Transaction, search: SessionSearch): Promise<SessionMatch[]> {
  const { text, agent, user, limit = DEFAULT_LIMIT } = search;
  checkLimit(limit, MOST);
  checkId('agent', agent ?? '');
  checkId('user id', user ?? '');
  if (text.length > MOST_CHARACTERS) throw tooLong(text);
  const query = sql`websearch_to_tsquery('simple', ${toQuery(text)})`;
  const rank = sql<number>`ts_rank_cd(${indexed.words}, ${query}, 32)`;
  const rows = await transaction
    .select({
      agent: indexed.agent,
      sessionId: indexed.sessionId,
      snapshotId: indexed.snapshotId,
      role: indexed.role,
      text: indexed.text,
      rank,
    })
    .from(indexed)
    .innerJoin(sessions, and(eq(sessions.agent, indexed.agent), eq(sessions.sessionId, indexed.sessionId)))
    .where(
      and(
        sql`numnode(${query}) > 0 and ${indexed.words} @@ ${query} and ${indexed.text} <> ''`,
        agent === undefined ? undefined : eq(indexed.agent, agent),
        user === undefined ? undefined : eq(sessions.userId, user),
      ),
    )
    .orderBy(desc(rank), desc(indexed.createdAt), desc(indexed.position))
    .limit(limit);
  return rows.map(({ text: whole, ...row }) => ({ ...row, excerpt: toExcerpt(whole, text) }));
}

function tooLong(text: string): DurakitError {
  return new DurakitError({
    status: 'INVALID_ARGUMENT',
    message: `The search has ${text.length} characters; at most ${MOST_CHARACTERS} are possible.`,
  });
}
