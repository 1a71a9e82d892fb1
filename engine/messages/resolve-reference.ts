import { isStoredTail, type ConversationReference, type StoredTail } from '../../schemas/conversation-reference.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import type { MessageData } from '../../schemas/message.ts';
import type { MessageStore } from '../message-store.ts';

/** A reference with its messages. */
export interface ResolvedConversation {
  /** What lies under the reference's head. */
  readonly stored: readonly MessageData[];
  /** What comes after it. */
  readonly added: readonly MessageData[];
}

/** Reads the messages of a reference. Throws NOT_FOUND for a head that the store does not have, and DATA_LOSS for a tail that is longer than its conversation. */
export async function resolveReference(
  store: Pick<MessageStore, 'load'>,
  { head, delta }: ConversationReference,
): Promise<ResolvedConversation> {
  const [stored, ...segments] = await Promise.all([
    head === null ? [] : store.load(head),
    ...delta.map(async (segment) => (isStoredTail(segment) ? await loadTail(store, segment) : [segment])),
  ]);
  return { stored, added: segments.flat() };
}

async function loadTail(store: Pick<MessageStore, 'load'>, { of, last }: StoredTail): Promise<MessageData[]> {
  const messages = await store.load(of);
  if (last >= 1 && last <= messages.length) return messages.slice(-last);
  throw new DurakitError({
    status: 'DATA_LOSS',
    message: `The last ${last} messages of the conversation ${of} are needed, and it has ${messages.length}.`,
  });
}
