import type { Message } from 'dotprompt';
import type { MessageData } from '../../schemas/message.ts';
import type { Part } from '../../schemas/part.ts';
import { restoreText } from './template-markers.ts';

/**
 * dotprompt's messages as ours: the shapes are the same, but for `{{section "output"}}`, which dotprompt leaves as a part with
 * nothing but `metadata: { purpose: 'output', pending: true }`. It gets an empty text: the place for format instructions.
 */
export function fromTemplateMessages(messages: readonly Message[]): MessageData[] {
  return messages.map(({ role, content, metadata }) => ({
    role,
    content: (content as readonly Part[]).map(fromPart),
    ...(metadata !== undefined && { metadata }),
  }));
}

function fromPart(part: Part | { readonly metadata: Record<string, unknown> }): Part {
  if (Object.keys(part).every((key) => key === 'metadata')) return { text: '', metadata: part.metadata };
  if ('text' in part) return { ...part, text: restoreText(part.text) };
  if ('media' in part) return { ...part, media: { ...part.media, url: restoreText(part.media.url) } };
  return part as Part;
}
