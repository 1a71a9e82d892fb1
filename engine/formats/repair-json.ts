import { readJsonString } from './read-json-string.ts';
import { toJsonScalar } from './to-json-scalar.ts';

/** One value of a text, written anew. */
export interface RepairedJson {
  /** JSON (a comma may trail) where the value was well formed or could be repaired, and of a cut one what there was, closed. */
  readonly json: string;
  /** Where the text goes on after the value. */
  readonly end: number;
  /** False: the text ended first. */
  readonly closed: boolean;
}

type Awaiting = 'key' | 'colon' | 'value' | 'separator';

interface Writer {
  readonly open: Opener[];
  /** How many of each are open: a look through `open` at every bracket would make hostile text quadratic. */
  readonly depth: { '{': number; '[': number };
  readonly json: string[];
  awaiting: Awaiting;
}

const BLANK = /(?:\s|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|\/$)+/y;
const WORD = /[^\s,:[\]{}"'/]+/y;
const CLOSER_OF = { '{': '}', '[': ']' } as const;
const OPENER_OF = { '}': '{', ']': '[' } as const;

type Opener = keyof typeof CLOSER_OF;
type Closer = keyof typeof OPENER_OF;

/**
 * Reads the value at `start` (blanks before it are skipped) as JSON5 and writes it as JSON: comments go, keys and strings get double quotes.
 * Repairs what can be repaired without leaving out anything: raw line breaks in strings, missing and doubled commas, brackets that were not
 * closed before an outer one was, Python's words. What it cannot make sense of stays, so that a parser of `json` refuses it.
 */
export function repairJson(text: string, start = 0): RepairedJson {
  const writer: Writer = { open: [], depth: { '{': 0, '[': 0 }, json: [], awaiting: 'value' };
  let index = skipBlank(text, start);
  while (index < text.length) {
    const end = readToken(writer, text, index);
    if (end === undefined) break;
    if (writer.open.length === 0) return { json: writer.json.join(''), end, closed: true };
    index = skipBlank(text, end);
  }
  finish(writer);
  return { json: writer.json.join(''), end: text.length, closed: false };
}

/** The first place after `index` that is neither white space nor a comment. */
export function skipBlank(text: string, index: number): number {
  BLANK.lastIndex = index;
  return BLANK.test(text) ? BLANK.lastIndex : index;
}

// undefined: the text ended within the token
function readToken(writer: Writer, text: string, index: number): number | undefined {
  const character = text.charAt(index);
  if (character === '"' || character === "'") return readQuoted(writer, text, index);
  if (isOpener(character)) open(writer, character);
  else if (isCloser(character)) close(writer, OPENER_OF[character]);
  else if (character === ',') separate(writer);
  else if (character === ':') colon(writer);
  else return readWord(writer, text, index);
  return index + 1;
}

function readQuoted(writer: Writer, text: string, index: number): number | undefined {
  const { value, end, closed } = readJsonString(text, index);
  write(writer, JSON.stringify(value));
  return closed ? end : undefined;
}

function readWord(writer: Writer, text: string, index: number): number | undefined {
  WORD.lastIndex = index;
  const end = WORD.test(text) ? WORD.lastIndex : index + 1;
  const word = text.slice(index, end);
  const cut = end === text.length;
  const isKey = writer.awaiting === 'key' || (writer.awaiting === 'separator' && writer.open.at(-1) === '{');
  const token = isKey ? JSON.stringify(word) : toJsonScalar(word, { cut });
  if (token !== '') write(writer, token);
  return cut ? undefined : end;
}

function write(writer: Writer, token: string): void {
  beginItem(writer);
  writer.json.push(token);
  writer.awaiting = writer.awaiting === 'key' ? 'colon' : 'separator';
}

function isOpener(character: string): character is Opener {
  return Object.hasOwn(CLOSER_OF, character);
}

function isCloser(character: string): character is Closer {
  return Object.hasOwn(OPENER_OF, character);
}

function open(writer: Writer, opener: Opener): void {
  beginItem(writer);
  writer.json.push(opener);
  writer.open.push(opener);
  writer.depth[opener] += 1;
  writer.awaiting = opener === '{' ? 'key' : 'value';
}

// closes what is open within, too; a bracket that nothing opened is passed over
function close(writer: Writer, opener: Opener): void {
  if (writer.depth[opener] === 0) return;
  for (let inner = writer.open.pop(); inner !== undefined; inner = writer.open.pop()) {
    writer.json.push(CLOSER_OF[inner]);
    writer.depth[inner] -= 1;
    if (inner === opener) break;
  }
  writer.awaiting = 'separator';
}

function separate(writer: Writer): void {
  const isDoubled = writer.awaiting === 'key' || (writer.awaiting === 'value' && writer.open.at(-1) === '[');
  if (isDoubled) return;
  writer.json.push(',');
  writer.awaiting = toFirst(writer);
}

function colon(writer: Writer): void {
  writer.json.push(':');
  writer.awaiting = 'value';
}

// of a cut object the last key goes, with its colon, where its value is not there yet
function finish(writer: Writer): void {
  if (writer.awaiting === 'value' && writer.json.at(-1) === ':') writer.json.splice(-2);
  else if (writer.awaiting === 'colon') writer.json.pop();
  writer.json.push(
    writer.open
      .map((opener) => CLOSER_OF[opener])
      .toReversed()
      .join(''),
  );
}

// a comma that the text lacks
function beginItem(writer: Writer): void {
  if (writer.awaiting !== 'separator') return;
  writer.json.push(',');
  writer.awaiting = toFirst(writer);
}

function toFirst(writer: Writer): Awaiting {
  return writer.open.at(-1) === '{' ? 'key' : 'value';
}
