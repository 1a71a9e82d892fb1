import type { MessageData } from '../../schemas/message.ts';
import { isJsonOf } from './json-copy.ts';

/** A conversation, and at which lengths it has a known head: ascending. A longer one takes the place of the shorter that it begins with. */
export interface KnownConversation {
  /** Copies: nobody else has them, so they never change. */
  readonly messages: MessageData[];
  readonly marks: { readonly length: number; readonly head: string }[];
}

/** How many messages both begin with. */
export function countCommon({ messages: known }: KnownConversation, messages: readonly MessageData[]): number {
  const most = Math.min(known.length, messages.length);
  let count = 0;
  while (count < most && isJsonOf(known[count], messages[count])) count++;
  return count;
}
