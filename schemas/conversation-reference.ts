import type { MessageData } from './message.ts';

/** The last messages of a conversation that the message store has. */
export interface StoredTail {
  /** The conversation's head: 64 hexadecimal digits. */
  readonly of: string;
  /** How many of its last messages are meant: at least 1. */
  readonly last: number;
}

/**
 * A conversation in as few bytes as it can be: what lies under `head` in the message store (null: nothing), and what comes after it.
 * It is what histories hold in place of the messages themselves.
 */
export interface ConversationReference {
  readonly head: string | null;
  readonly delta: readonly (MessageData | StoredTail)[];
}

/** Tells a tail from a message. */
export function isStoredTail(segment: MessageData | StoredTail): segment is StoredTail {
  return 'of' in segment;
}
