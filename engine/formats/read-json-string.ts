/** A string literal that was read from text. */
export interface JsonStringToken {
  readonly value: string;
  /** Where the text goes on after it. */
  readonly end: number;
  /** False: the text ended first; `value` is what there was. */
  readonly closed: boolean;
}

const SIMPLE_ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '0': '\0' };
const LINE_END = /\r\n|[\n\r\u2028\u2029]/y;
const HEX_ESCAPE = /x([0-9a-f]{2})|u([0-9a-f]{4})/iy;
const CUT_HEX_ESCAPE = /(?:x[0-9a-f]?|u[0-9a-f]{0,3})$/iy;

/**
 * Reads a JSON5 string whose opening quote (`"` or `'`) stands at `start`. Takes what models write beyond that: line
 * breaks, and a backslash before `x` or `u` that begins no escape. Half a character at the end of cut text is left out.
 */
export function readJsonString(text: string, start: number): JsonStringToken {
  const quote = text[start];
  let value = '';
  let index = start + 1;
  while (index < text.length && text[index] !== quote) {
    const plain = toPlainEnd(text, index, quote);
    if (plain > index) {
      value += text.slice(index, plain);
      index = plain;
      continue;
    }
    const escape = readEscape(text, index + 1);
    value += escape.value;
    index = escape.end;
  }
  const closed = index < text.length;
  return closed ? { value, end: index + 1, closed } : { value: value.replace(/[\ud800-\udbff]$/, ''), end: text.length, closed };
}

function toPlainEnd(text: string, start: number, quote: string | undefined): number {
  let index = start;
  while (index < text.length && text[index] !== quote && text[index] !== '\\') index += 1;
  return index;
}

function readEscape(text: string, start: number): { value: string; end: number } {
  const letter = text[start];
  if (letter === undefined || matchAt(CUT_HEX_ESCAPE, text, start)) return { value: '', end: text.length };
  const hex = matchAt(HEX_ESCAPE, text, start);
  if (hex) return { value: String.fromCharCode(Number.parseInt(hex[1] ?? hex[2] ?? '', 16)), end: start + hex[0].length };
  const lineEnd = matchAt(LINE_END, text, start);
  if (lineEnd) return { value: '', end: start + lineEnd[0].length };
  if (letter === 'x' || letter === 'u') return { value: `\\${letter}`, end: start + 1 };
  return { value: SIMPLE_ESCAPES[letter] ?? letter, end: start + 1 };
}

function matchAt(sticky: RegExp, text: string, index: number): RegExpExecArray | null {
  sticky.lastIndex = index;
  return sticky.exec(text);
}
