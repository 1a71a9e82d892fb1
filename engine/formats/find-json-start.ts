import { skipBlank } from './repair-json.ts';

const WORDS = ['true', 'false', 'null', 'True', 'False', 'None', 'NaN', 'Infinity'];
const CUT_WORDS = WORDS.flatMap((word) => Array.from(word, (_, index) => word.slice(0, index + 1)));
// what can follow the bracket
const ITEM = new RegExp(String.raw`$|["'{[\]\d.+-]|(?:${WORDS.join('|')})\b|(?:${CUT_WORDS.join('|')})$`, 'y');
const KEY = /$|["'}]|[\p{L}_$][\p{L}\p{N}_$]*\s*(?::|$)/uy;
const OPENERS = { any: /[[{"]/g, '[': /\[/g };
// bounded: without that, a text of quotes that nothing closes takes quadratic time
const QUOTED = /"(?:[^"\\\n]|\\.){0,500}"/y;

/** Where to look, and for what. */
export interface JsonStartOptions {
  readonly from?: number;
  readonly opener?: '[';
  /** Passes over what stands in double quotes within a line of prose. */
  readonly skipQuoted?: boolean;
}

/**
 * Where an array or object begins in a text with prose around it; -1 where none does. A bracket counts only if what
 * follows can begin an item or a key: `[see below]`, `[link](url)` and `{placeholder}` do not.
 */
export function findJsonStart(text: string, { from = 0, opener, skipQuoted = false }: JsonStartOptions = {}): number {
  const openers = new RegExp(OPENERS[opener ?? 'any']);
  openers.lastIndex = from;
  for (let match = openers.exec(text); match !== null; match = openers.exec(text)) {
    if (match[0] !== '"') {
      if (isStart(text, match.index)) return match.index;
    } else if (skipQuoted) {
      openers.lastIndex = toQuotedEnd(text, match.index);
    }
  }
  return -1;
}

function isStart(text: string, index: number): boolean {
  const follower = text[index] === '[' ? ITEM : KEY;
  follower.lastIndex = skipBlank(text, index + 1);
  return follower.test(text);
}

// a quote after a letter or digit closes, or is an inch: it begins nothing
function toQuotedEnd(text: string, index: number): number {
  if (/[\p{L}\p{N}]/u.test(text.charAt(index - 1))) return index + 1;
  QUOTED.lastIndex = index;
  return QUOTED.test(text) ? QUOTED.lastIndex : index + 1;
}
