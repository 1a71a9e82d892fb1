import type { MessageData } from '../../schemas/message.ts';
import type { Part } from '../../schemas/part.ts';

/**
 * Adds the instructions as a part with `metadata: { purpose: 'output' }`: in the place of a pending part of that purpose,
 * else at the end of the system message, else of the last user message. Messages that have such a part already, and
 * messages without a place, come back as they are. The input is not changed. Source: Genkit `ai/src/formats/index.ts`.
 */
export function injectInstructions(messages: readonly MessageData[], instructions: string | false | undefined): MessageData[] {
  const unchanged = [...messages];
  if (!instructions || messages.some((message) => message.content.some(isDone))) return unchanged;
  const part: Part = { text: instructions, metadata: { purpose: 'output' } };
  const target = findTarget(messages);
  return unchanged.map((message, index) => (index === target ? { ...message, content: withPart(message.content, part) } : message));
}

// Genkit looks for the placeholder in the system message only, where there is one; here it means "put it here" in any message
function findTarget(messages: readonly MessageData[]): number {
  const placeholder = messages.findIndex((message) => message.content.some(isPending));
  if (placeholder >= 0) return placeholder;
  const system = messages.findIndex((message) => message.role === 'system');
  return system >= 0 ? system : messages.findLastIndex((message) => message.role === 'user');
}

function withPart(content: readonly Part[], part: Part): Part[] {
  const placeholder = content.findIndex(isPending);
  return placeholder >= 0 ? content.with(placeholder, part) : [...content, part];
}

function isPending(part: Part): boolean {
  return part.metadata?.['purpose'] === 'output' && Boolean(part.metadata['pending']);
}

function isDone(part: Part): boolean {
  return part.metadata?.['purpose'] === 'output' && !part.metadata['pending'];
}
