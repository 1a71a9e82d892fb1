import type { MessageData } from '../../schemas/message.ts';
import { MAIN_THREAD } from './chat.ts';

/** Where a message says which thread it is of; one without is of the main thread. */
const THREAD = 'thread';

/** The messages of one thread, as they were said. */
export function threadOf(messages: readonly MessageData[], thread: string): MessageData[] {
  return messages.filter((message) => nameOf(message) === thread).map(withoutName);
}

/**
 * The session's messages with those of one thread replaced. Each keeps its place, and what is new comes last: the list only grows, so that a
 * store that knows messages by their content has each of them once.
 */
export function withThread(messages: readonly MessageData[], thread: string, own: readonly MessageData[]): MessageData[] {
  const rest = own.map((message) => withName(message, thread));
  const replaced = messages.flatMap((message) => (nameOf(message) === thread ? rest.splice(0, 1) : [message]));
  return [...replaced, ...rest];
}

/** All threads, by name. */
export function groupByThread(messages: readonly MessageData[]): Record<string, MessageData[]> {
  const names = new Set(messages.map(nameOf));
  return Object.fromEntries([...names].map((name) => [name, threadOf(messages, name)]));
}

/** Says which messages a chat begins with: they are replaced, not repeated, when the thread is taken up with others. */
export function toPreamble(messages: readonly MessageData[]): MessageData[] {
  return messages.map((message) => ({ ...message, metadata: { ...message.metadata, preamble: true } }));
}

/** A thread behind its preamble; without a new one it keeps its own. */
export function withPreamble(preamble: readonly MessageData[], messages: readonly MessageData[]): MessageData[] {
  if (preamble.length === 0) return [...messages];
  return [...preamble, ...messages.filter(({ metadata }) => metadata?.['preamble'] !== true)];
}

function nameOf({ metadata }: MessageData): string {
  return (metadata?.[THREAD] as string | undefined) ?? MAIN_THREAD;
}

function withName(message: MessageData, thread: string): MessageData {
  return thread === MAIN_THREAD ? message : { ...message, metadata: { ...message.metadata, [THREAD]: thread } };
}

function withoutName(message: MessageData): MessageData {
  if (message.metadata?.[THREAD] === undefined) return message;
  const { [THREAD]: _name, ...metadata } = message.metadata;
  const { metadata: _marked, ...plain } = message;
  return Object.keys(metadata).length === 0 ? plain : { ...plain, metadata };
}
