import { sql, type SQL } from 'drizzle-orm';
import type { MessageData } from '../../../schemas/message.ts';
import { runStatement } from '../run-statement.ts';
import { sessionMessagesTable as indexed } from '../session-tables.ts';
import { messagesTable as messages } from '../tables.ts';
import type { SnapshotKey } from './find-snapshot.ts';
import type { Transaction } from './run-in-transaction.ts';
import type { SessionKey } from './session-row.ts';
import { toMessageText, toPreview, toWords } from './to-search-text.ts';

/** The conversation that a snapshot has now. */
export interface IndexedConversation extends SnapshotKey, SessionKey {
  readonly head: string | null;
}

/**
 * Makes the messages findable that the session did not have before: from the head upwards as far as the first one that the index has.
 * Gives the preview of the newest of them that says something.
 */
export async function indexMessages(transaction: Transaction, conversation: IndexedConversation): Promise<string | undefined> {
  if (conversation.head === null) return undefined;
  const rows = await loadNewMessages(transaction, conversation);
  const lines = rows.map(({ hash, depth, json }) => {
    const message = JSON.parse(json) as MessageData;
    return { hash, depth, role: message.role, text: toMessageText(message), preview: toPreview(message) };
  });
  if (lines.length > 0) await insertLines(transaction, conversation, lines);
  return lines.findLast(({ preview }) => preview !== undefined)?.preview;
}

interface NewMessage extends Record<string, unknown> {
  readonly hash: string;
  readonly depth: number;
  readonly json: string;
}

async function loadNewMessages(transaction: Transaction, { agent, sessionId, head }: IndexedConversation): Promise<NewMessage[]> {
  const isNew = (hash: SQL): SQL => sql`
    not exists (
      select from ${indexed} as known where known.agent = ${agent} and known.session_id = ${sessionId} and known.hash = ${hash}
    )`;
  return await runStatement<NewMessage>(
    transaction,
    sql`
      with recursive way as (
        select hash, parent, depth, json from ${messages} as m where hash = decode(${head}, 'hex') and ${isNew(sql`m.hash`)}
        union all
        select up.hash, up.parent, up.depth, up.json
        from way cross join lateral (select * from ${messages} as m where m.hash = way.parent offset 0) as up
        where ${isNew(sql`up.hash`)}
      )
      select encode(hash, 'hex') as hash, depth, json from way order by depth`,
  );
}

interface IndexedLine {
  readonly hash: string;
  readonly depth: number;
  readonly role: string;
  readonly text: string;
}

async function insertLines(
  transaction: Transaction,
  { agent, sessionId, snapshotId }: IndexedConversation,
  lines: readonly IndexedLine[],
): Promise<void> {
  const column = (values: readonly unknown[]): SQL => sql`${sql.param(values)}`;
  await runStatement(
    transaction,
    sql`
      insert into ${indexed} (agent, session_id, snapshot_id, hash, position, role, text, words)
      select ${agent}, ${sessionId}, ${snapshotId}, decode(line.hash, 'hex'), line.position, line.role, line.text,
        to_tsvector('simple', line.words)
      from unnest(
        ${column(lines.map(({ hash }) => hash))}::text[], ${column(lines.map(({ depth }) => depth))}::int[],
        ${column(lines.map(({ role }) => role))}::text[], ${column(lines.map(({ text }) => text))}::text[],
        ${column(lines.map(({ text }) => toWords(text)))}::text[]
      ) as line (hash, position, role, text, words)
      on conflict do nothing`,
  );
}
