import type { Duration } from '../schemas/duration.ts';
import type { MessageData } from '../schemas/message.ts';

/** What a sweep may do. */
export interface SweepOptions {
  /** What was written or lost its last pin within this time stays, so that there is time to pin it. */
  readonly olderThan: Duration;
  /** Messages that this call deletes at most. Default 10,000. */
  readonly limit?: number;
}

/** What a sweep did. */
export interface SweepResult {
  readonly deleted: number;
  /** False where more may be swept now: the limit was reached, another sweep runs, or a message was in use at this moment. */
  readonly isComplete: boolean;
}

/** Who an append is for. */
export interface AppendOptions {
  /** Pins the new head for this owner in the same statement; the owner's pin on the parent goes, since the new one covers it. */
  readonly owner?: string;
}

/**
 * Conversations by content. A message's hash is of its parent's hash and its own canonical JSON, so a head (the hash of the last
 * message, 64 hexadecimal digits) says all: equal conversations are stored once, and a branch costs one message.
 *
 * What is given back equals what was stored, key order included, unless somebody stored an equal message before with its keys in
 * another order: the first one's order stays, so that vendors see the same bytes in each turn.
 *
 * Functions that take a head throw NOT_FOUND where there is no such message, all FAILED_PRECONDITION where the tables are missing.
 */
export interface MessageStore {
  /**
   * Adds messages under `parent` (null: they begin a conversation) and gives the new head; the parent itself where there are none.
   * Storing the same again gives the same and changes nothing. One statement. Throws INVALID_ARGUMENT for no parent and no messages.
   */
  append(parent: string | null, messages: readonly MessageData[], options?: AppendOptions): Promise<string>;
  /** The whole conversation, the first message first. */
  load(head: string): Promise<MessageData[]>;
  /** What comes after `ancestor`; all for null. Throws INVALID_ARGUMENT where `ancestor` is not on the way to `head`. */
  loadSince(head: string, ancestor: string | null): Promise<MessageData[]>;
  has(head: string): Promise<boolean>;
  /** The head before the last message; null for a conversation of one. */
  parentOf(head: string): Promise<string | null>;
  /** How many messages the conversation has: one row is read. */
  countMessages(head: string): Promise<number>;
  /**
   * Keeps the conversation from the sweep as long as the owner has it pinned. An owner may pin many heads; pinning one twice is
   * one pin. Owners are any text: a session's id, a workflow's run, a snapshot.
   */
  pin(owner: string, head: string): Promise<void>;
  /** Gives up one pin, or without `head` all of the owner's. What is not there is no error. */
  unpin(owner: string, head?: string): Promise<void>;
  /**
   * Deletes messages that no pin reaches and that were neither written nor unpinned lately. Never half a conversation that somebody
   * appends to or pins at the same time. Readers and writers are held up for one short transaction at most.
   */
  sweep(options: SweepOptions): Promise<SweepResult>;
}
