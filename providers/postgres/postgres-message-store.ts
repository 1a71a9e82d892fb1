import type { MessageStore } from '../../engine/message-store.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import type { MessageData } from '../../schemas/message.ts';
import type { Database } from './database.ts';
import { toAppendStatement, toFindStatement, toLoadStatement, toPinStatement, toUnpinStatement } from './message-statements.ts';
import { runStatement, type StatementRunner } from './run-statement.ts';
import { sweepMessages } from './sweep-messages.ts';
import { isMessageHash, toMessageHash } from './to-message-hash.ts';

/** What is known of a message besides its text. */
type Place = Readonly<{ parent: string | null; depth: number }>;
type MessageRow = Place & Readonly<{ json: string }>;

/**
 * Messages in the tables `durakit.messages`, `durakit.message_pins` and `durakit.loose_heads`. Over a transaction's `orm` all but `sweep`
 * is part of that transaction.
 */
export function createPostgresMessageStore({ orm }: Pick<Database, 'orm'>): MessageStore {
  return {
    append: async (parent, messages, { owner } = {}) => {
      if (parent !== null) checkHash(parent);
      const { head, ...chain } = toChain(parent, messages);
      const [base] = await runStatement(orm, toAppendStatement({ parent, head, owner, ...chain }));
      if (base === undefined) throw unknownHead(parent ?? '');
      return head;
    },
    load: async (head) => await load(orm, head, null),
    loadSince: async (head, ancestor) => await load(orm, head, ancestor),
    has: async (head) => (await findPlace(orm, head)) !== undefined,
    parentOf: async (head) => (await getPlace(orm, head)).parent,
    countMessages: async (head) => (await getPlace(orm, head)).depth,
    pin: async (owner, head) => {
      checkHash(head);
      const held = await runStatement(orm, toPinStatement(owner, head));
      if (held.length === 0) throw unknownHead(head);
    },
    unpin: async (owner, head) => {
      if (head === undefined || isMessageHash(head)) await runStatement(orm, toUnpinStatement(owner, head));
    },
    sweep: async (options) => await sweepMessages(orm, options),
  };
}

interface Chain {
  readonly head: string;
  readonly hashes: readonly string[];
  readonly parents: readonly (string | null)[];
  readonly jsons: readonly string[];
}

function toChain(parent: string | null, messages: readonly MessageData[]): Chain {
  const hashes: string[] = [];
  for (const message of messages) hashes.push(toMessageHash(hashes.at(-1) ?? parent, message));
  const head = hashes.at(-1) ?? parent;
  if (head === null) throw new DurakitError({ status: 'INVALID_ARGUMENT', message: 'A conversation without messages has no head.' });
  return { head, hashes, parents: [parent, ...hashes.slice(0, -1)], jsons: messages.map((message) => JSON.stringify(message)) };
}

async function load(orm: StatementRunner, head: string, ancestor: string | null): Promise<MessageData[]> {
  for (const hash of ancestor === null ? [head] : [head, ancestor]) checkHash(hash);
  const rows = head === ancestor ? [] : await runStatement<MessageRow>(orm, toLoadStatement(head, ancestor));
  if (rows.length === 0 || rows[0]?.parent !== ancestor) await explainNoWay(orm, head, ancestor);
  return rows.map(({ json }) => JSON.parse(json) as MessageData);
}

/** Throws unless head and ancestor are one message, which is there. */
async function explainNoWay(orm: StatementRunner, head: string, ancestor: string | null): Promise<void> {
  const { depth } = await getPlace(orm, head);
  if (head === ancestor) return;
  if (ancestor === null) {
    throw new DurakitError({ status: 'DATA_LOSS', message: `Of the ${depth} messages under the head ${head} the first are missing.` });
  }
  await getPlace(orm, ancestor);
  throw new DurakitError({
    status: 'INVALID_ARGUMENT',
    message: `The message ${ancestor} is not in the conversation that ends with ${head}.`,
    details: { head, ancestor },
  });
}

async function findPlace(orm: StatementRunner, head: string): Promise<Place | undefined> {
  if (!isMessageHash(head)) return undefined;
  const [row] = await runStatement<Place>(orm, toFindStatement(head));
  return row;
}

async function getPlace(orm: StatementRunner, head: string): Promise<Place> {
  const place = await findPlace(orm, head);
  if (place === undefined) throw unknownHead(head);
  return place;
}

function checkHash(head: string): void {
  if (!isMessageHash(head)) throw unknownHead(head);
}

function unknownHead(head: string): DurakitError {
  const what = isMessageHash(head) ? '' : ' (a head has 64 hexadecimal digits)';
  return new DurakitError({
    status: 'NOT_FOUND',
    message: `There is no message ${JSON.stringify(head)} in the message store${what}. It was never stored in this database, or it was swept since nothing had it pinned.`,
    details: { head },
  });
}
