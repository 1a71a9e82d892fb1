import type { MessageData } from '../../schemas/message.ts';
import type { Part } from '../../schemas/part.ts';

/** The text of a message; media as `[image/png]`. */
export function toMessageText({ content }: Pick<MessageData, 'content'>): string {
  return content.map(toPlainText).join('').trim();
}

/** One line for each part: texts as they are, calls of tools as `→ name(input)`, what they gave as `← name output`. */
export function formatMessage({ content }: Pick<MessageData, 'content'>): string[] {
  return content.map(toLine).filter((line) => line !== '');
}

function toPlainText(part: Part): string {
  if ('text' in part && part.text !== undefined) return part.text;
  return 'media' in part && part.media !== undefined ? `[${part.media.contentType ?? 'media'}]` : '';
}

function toLine(part: Part): string {
  if ('toolRequest' in part && part.toolRequest !== undefined) {
    const { name, input } = part.toolRequest;
    return `→ ${name}(${input === undefined ? '' : JSON.stringify(input)})`;
  }
  if ('toolResponse' in part && part.toolResponse !== undefined) {
    return `← ${part.toolResponse.name} ${JSON.stringify(part.toolResponse.output ?? null)}`;
  }
  return toPlainText(part).trim();
}
