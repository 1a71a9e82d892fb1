import { findJsonStart } from './find-json-start.ts';
import { parseClosedJson } from './parse-closed-json.ts';
import { repairJson, skipBlank } from './repair-json.ts';

/** What {@link extractItems} found. */
export interface ExtractedItems {
  readonly items: unknown[];
  /** Where to go on in the longer text. 0 until there was an item. */
  readonly cursor: number;
}

/**
 * The complete items of the first array in a text, from `cursor` on: a call with the longer text and the last cursor
 * gives only the new ones. A malformed item is left out. A number or word is complete only with what follows it.
 * Genkit's takes objects alone; strings, numbers and arrays are items here too.
 */
export function extractItems(text: string, cursor = 0): ExtractedItems {
  const items: unknown[] = [];
  let last = cursor;
  let index = cursor === 0 ? findJsonStart(text, { opener: '[' }) + 1 : cursor;
  if (index === 0) return { items, cursor };
  for (index = skipSeparators(text, index); index < text.length && text[index] !== ']'; index = skipSeparators(text, index)) {
    const { json, end, closed } = repairJson(text, index);
    if (!closed) break;
    const item = parseClosedJson(text.slice(index, end), json);
    if (item !== undefined) {
      items.push(item);
      last = end;
    }
    index = end;
  }
  return { items, cursor: last };
}

function skipSeparators(text: string, start: number): number {
  let index = skipBlank(text, start);
  while (text[index] === ',') index = skipBlank(text, index + 1);
  return index;
}
