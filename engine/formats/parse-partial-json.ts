// Not 'json5': what bundlers take for it draws a random number when it is loaded, which would shift those of every run.
import JSON5 from 'json5/lib/index.js';
import { Allow, parse } from 'partial-json';
import { DurakitError } from '../../schemas/durakit-error.ts';
import { repairJson } from './repair-json.ts';

/**
 * The value that a text holds, which may end anywhere within it: what is complete, and the beginning of what is not
 * (strings and numbers as far as they go; a key without a value is left out). JSON5 is understood, and what models
 * write beyond it. Only JSON comes out: NaN and Infinity are null. Throws INVALID_ARGUMENT where no value begins.
 * `T` is what the caller expects; nothing checks it.
 */
export function parsePartialJson<T = unknown>(text: string): T {
  const { json } = repairJson(text);
  try {
    return JSON5.parse<T>(json);
  } catch {
    return parseBeginning(text, json) as T;
  }
}

// malformed in the middle: up to there
function parseBeginning(text: string, json: string): unknown {
  try {
    // through text: the parser sets the prototype of an object that has a key `__proto__`
    return JSON5.parse(JSON.stringify(parse(json, Allow.ALL)));
  } catch (error) {
    throw new DurakitError({ status: 'INVALID_ARGUMENT', message: `No JSON value begins in: ${text}`, cause: error });
  }
}
