import type { ConversationReference } from '../../schemas/conversation-reference.ts';
import type { MessageData } from '../../schemas/message.ts';
import { findTails } from './find-tails.ts';
import { toJsonCopy } from './json-copy.ts';
import { countCommon, type KnownConversation } from './known-conversation.ts';

/**
 * What a run knows of the message store, on its own heap: which conversations lie there under which head. The same calls give the same
 * references, so it may be used in a workflow.
 */
export interface KnownConversations {
  /**
   * The messages as they are at this moment, for {@link toReference} now and {@link remember} later: what somebody changes in them
   * meanwhile does not count. Messages that are known are not copied again. Not to be handed to user code.
   */
  capture(messages: readonly MessageData[]): readonly MessageData[];
  /** Notes that the store has the messages under `head`. */
  remember(messages: readonly MessageData[], head: string): void;
  /**
   * The longest known beginning of the messages by its head, and what comes after it: messages, and the ends of other known
   * conversations in place of theirs. Resolved with the store it is the messages again.
   */
  toReference(messages: readonly MessageData[]): ConversationReference;
  /** The store does not have them any more: all of them, since it may be another one. */
  forget(): void;
}

/** So many go on beside each other in one run before the one that was used longest ago is forgotten: it is sent whole once more. */
const MOST_CONVERSATIONS = 64;

/** Knows nothing yet. */
export function createKnownConversations(): KnownConversations {
  let known: KnownConversation[] = [];
  return {
    capture: (messages) => {
      const { conversation, common } = findLongest(known, messages);
      const same = conversation?.messages.slice(0, common) ?? [];
      return [...same, ...messages.slice(common).map(toJsonCopy)];
    },
    remember: (messages, head) => {
      if (messages.length === 0) return;
      const { conversation, common } = findLongest(known, messages);
      const grown = grow(conversation, common, messages);
      addMark(grown, messages.length, head);
      known = [grown, ...known.filter((other) => other !== grown)].slice(0, MOST_CONVERSATIONS);
    },
    toReference: (messages) => {
      const { length, head } = findHead(known, messages);
      return { head, delta: findTails(messages.slice(length), known) };
    },
    forget: () => void (known = []),
  };
}

interface Longest {
  readonly conversation: KnownConversation | undefined;
  /** How many messages both begin with. */
  readonly common: number;
}

function findLongest(known: readonly KnownConversation[], messages: readonly MessageData[]): Longest {
  let longest: Longest = { conversation: undefined, common: 0 };
  for (const conversation of known) {
    const common = countCommon(conversation, messages);
    if (common > longest.common) longest = { conversation, common };
  }
  return longest;
}

function findHead(known: readonly KnownConversation[], messages: readonly MessageData[]): { length: number; head: string | null } {
  let found: { length: number; head: string | null } = { length: 0, head: null };
  for (const conversation of known) {
    const common = countCommon(conversation, messages);
    const mark = conversation.marks.findLast(({ length }) => length <= common);
    if (mark !== undefined && mark.length > found.length) found = mark;
  }
  return found;
}

/** The conversation itself where it is a beginning of the messages, or they of it; else a branch of it. */
function grow(conversation: KnownConversation | undefined, common: number, messages: readonly MessageData[]): KnownConversation {
  const isBranch = conversation === undefined || (common < conversation.messages.length && common < messages.length);
  const grown = isBranch
    ? {
        messages: conversation?.messages.slice(0, common) ?? [],
        marks: conversation?.marks.filter(({ length }) => length <= common) ?? [],
      }
    : conversation;
  if (grown.messages.length < messages.length) grown.messages.push(...messages.slice(common).map(toJsonCopy));
  return grown;
}

function addMark({ marks }: KnownConversation, length: number, head: string): void {
  const place = marks.findLastIndex((mark) => mark.length <= length);
  if (marks[place]?.length === length) marks[place] = { length, head };
  else marks.splice(place + 1, 0, { length, head });
}
