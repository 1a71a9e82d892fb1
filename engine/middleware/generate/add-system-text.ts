import type { MessageData } from '../../../schemas/message.ts';

/** A text of a middleware in the system message. */
export interface MarkedText {
  readonly text: string;
  /** Key in the part's metadata: a later text with the same mark replaces the earlier. */
  readonly mark: string;
}

/** Puts a text into the place of an earlier one, else at the end of the system message, else into a new one at the start. */
export function addSystemText(messages: readonly MessageData[], { text, mark }: MarkedText): MessageData[] {
  const part = { text, metadata: { [mark]: true } };
  const isMarked = ({ content }: MessageData): boolean => content.some(({ metadata }) => metadata?.[mark] === true);
  if (messages.some(isMarked)) {
    return messages.map((message) => ({
      ...message,
      content: message.content.map((earlier) => (earlier.metadata?.[mark] === true ? part : earlier)),
    }));
  }
  const index = messages.findIndex(({ role }) => role === 'system');
  const system = messages[index];
  if (system === undefined) return [{ role: 'system', content: [part] }, ...messages];
  return messages.with(index, { ...system, content: [...system.content, part] });
}
