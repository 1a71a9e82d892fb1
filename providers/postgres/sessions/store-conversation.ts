import { sql } from 'drizzle-orm';
import { isStoredTail, type ConversationReference, type StoredTail } from '../../../schemas/conversation-reference.ts';
import { DurakitError } from '../../../schemas/durakit-error.ts';
import type { MessageData } from '../../../schemas/message.ts';
import { createPostgresMessageStore } from '../postgres-message-store.ts';
import { runStatement } from '../run-statement.ts';
import { messagesTable as messages } from '../tables.ts';
import { isMessageHash } from '../to-message-hash.ts';
import type { Transaction } from './run-in-transaction.ts';

/** Stores what a reference has beyond its head, and gives the new head: null for a conversation of nothing. */
export async function storeConversation(transaction: Transaction, { head, delta }: ConversationReference): Promise<string | null> {
  const store = createPostgresMessageStore({ orm: transaction });
  if (head !== null && !(await store.has(head))) throw unknownHead(head);
  let reached = head;
  let waiting: MessageData[] = [];
  const append = async (): Promise<void> => {
    if (waiting.length > 0) reached = await store.append(reached, waiting);
    waiting = [];
  };
  for (const segment of delta) {
    if (!isStoredTail(segment)) {
      waiting.push(segment);
      continue;
    }
    await append();
    const tail = await loadTail(transaction, segment);
    // the tail lies where it is wanted already: nothing has to be written
    if (tail.parent === reached) reached = segment.of;
    else waiting = tail.messages;
  }
  await append();
  return reached;
}

interface Tail {
  /** What lies under its first message. */
  readonly parent: string | null;
  readonly messages: MessageData[];
}

/** Reads no more rows than the tail has: see `toLoadStatement` for the form. */
async function loadTail(transaction: Transaction, { of, last }: StoredTail): Promise<Tail> {
  if (!Number.isInteger(last) || last < 1) throw badTail(`the last ${last} messages of a conversation are no tail`);
  if (!isMessageHash(of)) throw unknownHead(of);
  const rows = await runStatement<{ parent: string | null; json: string }>(
    transaction,
    sql`
      with recursive way as (
        select parent, depth, json, 1 as step from ${messages} where hash = decode(${of}, 'hex')
        union all
        select up.parent, up.depth, up.json, way.step + 1
        from way cross join lateral (select * from ${messages} as m where m.hash = way.parent offset 0) as up
        where way.step < ${last}
      )
      select encode(parent, 'hex') as parent, json from way order by depth`,
  );
  const [first] = rows;
  if (first === undefined) throw unknownHead(of);
  if (rows.length < last) throw badTail(`the conversation ${of} has ${rows.length} messages, not ${last}`);
  return { parent: first.parent, messages: rows.map(({ json }) => JSON.parse(json) as MessageData) };
}

function badTail(what: string): DurakitError {
  return new DurakitError({ status: 'INVALID_ARGUMENT', message: `A conversation cannot be put together: ${what}.` });
}

function unknownHead(head: string): DurakitError {
  return new DurakitError({
    status: 'NOT_FOUND',
    message: `There is no message ${JSON.stringify(head)} in the message store: the conversation that refers to it cannot be stored.`,
    details: { head },
  });
}
