import type { MessageData } from '../../../schemas/message.ts';
import { createPostgresMessageStore } from '../postgres-message-store.ts';
import { toMessageHash } from '../to-message-hash.ts';
import type { Transaction } from './run-in-transaction.ts';

/** A conversation that is stored already, and pinned. */
interface StoredConversation {
  readonly head: string | null;
  readonly messageCount: number;
}

/** Sends what comes after the longest of `known` that is a beginning of the conversation, and gives the new head. */
export async function storeMessages(
  transaction: Transaction,
  messages: readonly MessageData[],
  known: readonly (StoredConversation | undefined)[],
): Promise<string | null> {
  if (messages.length === 0) return null;
  const hashes: string[] = [];
  for (const message of messages) hashes.push(toMessageHash(hashes.at(-1) ?? null, message));
  const isBeginning = ({ head, messageCount }: StoredConversation): boolean => head !== null && hashes[messageCount - 1] === head;
  const beginnings = known.filter((conversation) => conversation !== undefined).filter((conversation) => isBeginning(conversation));
  const length = Math.max(0, ...beginnings.map(({ messageCount }) => messageCount));
  return await createPostgresMessageStore({ orm: transaction }).append(hashes[length - 1] ?? null, messages.slice(length));
}
