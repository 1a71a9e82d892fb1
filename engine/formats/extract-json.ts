import { DurakitError } from '../../schemas/durakit-error.ts';
import { findJsonStart } from './find-json-start.ts';
import { parseClosedJson } from './parse-closed-json.ts';
import { parsePartialJson } from './parse-partial-json.ts';
import { repairJson } from './repair-json.ts';

/**
 * The first JSON object or array in a model's text, whatever stands around it (prose, code fences, more JSON). JSON5 is
 * understood; a complete value is repaired only where nothing gets lost, else the next one is taken; of a value that
 * the text breaks off in, what there is of it. Null where there is none, or INVALID_ARGUMENT with `throwOnBadJson`.
 * Source: Genkit `ai/src/extract.ts`, which throws a SyntaxError for a complete value that is malformed.
 */
export function extractJson<T = unknown>(text: string, throwOnBadJson: true): T;
export function extractJson<T = unknown>(text: string, throwOnBadJson?: boolean): T | null;
export function extractJson<T = unknown>(text: string, throwOnBadJson = false): T | null {
  const value = findJson(text, true) ?? findJson(text, false);
  if (value !== undefined) return value as T;
  if (!throwOnBadJson) return null;
  throw new DurakitError({ status: 'INVALID_ARGUMENT', message: `Invalid JSON extracted from model output: ${text}` });
}

function findJson(text: string, skipQuoted: boolean): unknown {
  let start = findJsonStart(text, { skipQuoted });
  while (start >= 0) {
    const { json, end, closed } = repairJson(text, start);
    const value = closed ? parseClosedJson(text.slice(start, end), json) : parseCutJson(text.slice(start));
    if (value !== undefined) return value;
    start = findJsonStart(text, { from: end, skipQuoted });
  }
  return undefined;
}

// fails only on brackets nested thousands deep
function parseCutJson(text: string): unknown {
  try {
    return parsePartialJson(text);
  } catch {
    return undefined;
  }
}
