import type { Part } from '../../schemas/part.ts';

/** Text, a part or several, as a list of parts. */
export function toParts(content: string | Part | readonly Part[]): Part[] {
  if (typeof content === 'string') return [{ text: content }];
  return isPartList(content) ? [...content] : [content];
}

/** Narrows to several parts: `Array.isArray` does not know lists that are read only. */
export function isPartList(value: unknown): value is readonly Part[] {
  return Array.isArray(value);
}
