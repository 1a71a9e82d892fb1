import { describe, expect, test } from '@jest/globals';
import { extractJson } from '../../../engine/formats/extract-json.ts';
import { parsePartialJson } from '../../../engine/formats/parse-partial-json.ts';

describe('parsePartialJson', () => {
  test.each([
    // as Genkit's own tests
    ['{"a":1,"b":2}', { a: 1, b: 2 }],
    ['{"a":1,"b":', { a: 1 }],
    ['[1,2,3,', [1, 2, 3]],
    ['{"a":{"b":1,"c":]}}', { a: { b: 1 } }],
    // values that are no objects
    ['"hel', 'hel'],
    ['12', 12],
    ['tr', true],
    ['null', null],
    ["'it", 'it'],
    // what JSON has no word for
    ['[NaN, 1]', [null, 1]],
    ['[-Infinity, Infin', [null, null]],
    ['{"a": 1, "b": oops, "c": 2}', { a: 1 }],
  ])('%s', (text, expected) => {
    expect(parsePartialJson(text)).toEqual(expected);
  });

  test.each(['', '  ', 'hello', '-', '// comment', ']'])('no value begins in %j', (text) => {
    expect(() => parsePartialJson(text)).toThrow('INVALID_ARGUMENT: No JSON value begins in: ');
  });

  test('the parser keeps the cause', () => {
    let thrown: unknown;
    try {
      parsePartialJson('hello');
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toHaveProperty('cause.message', expect.stringContaining('hello'));
  });
});

const documents: readonly string[] = [
  JSON.stringify({ name: 'Ada "the first"', tags: ['a', '{b}', ']'], age: 36, nested: { ok: true, none: null, deep: [[1, [2.5]], {}] } }),
  JSON.stringify([{ text: 'line one\nline two\t\\ \u0001', emoji: '日本🎉' }, [], [[-1, 0.25, 1000]], false, 'x'], null, 2),
  String.raw`{"escaped": "\ud83c\udf89 \u00e9 \/ \"", "path": "C:\\dir\\"}`,
  `// a menu\n{\n  dishes: [ 'it\\'s "soup"', /* no */ 'bread', ],\n  price: 12.50, count: +3, hex: 0xff,\n}`,
  '{"a": [1, 2,], "b": {"c": [],}, \'d\': "e",}',
  '{"": {"": [""]}, "__proto__": {"x": [1]}}',
];

// what a cut text gave must be the beginning of what the whole text gives; only its last value may still grow
function isBeginning(part: unknown, whole: unknown, isLast = true): boolean {
  if (Array.isArray(part)) return Array.isArray(whole) && areBeginnings(part.entries(), whole, { isLast, count: part.length });
  if (typeof part === 'object' && part !== null) {
    const keys = Object.keys(part);
    const isRecord = typeof whole === 'object' && whole !== null && keys.every((key, index) => Object.keys(whole)[index] === key);
    return isRecord && areBeginnings(Object.entries(part).entries(), whole, { isLast, count: keys.length });
  }
  if (!isLast) return Object.is(part, whole);
  if (typeof part === 'string') return typeof whole === 'string' && whole.startsWith(part);
  if (typeof part === 'number') return typeof whole === 'number';
  return part === whole;
}

function areBeginnings(
  entries: Iterable<[number, unknown]>,
  whole: object,
  { isLast, count }: { isLast: boolean; count: number },
): boolean {
  const isArray = Array.isArray(whole);
  return [...entries].every(([index, entry]) => {
    const [key, value] = isArray ? [index, entry] : (entry as [string, unknown]);
    return Object.hasOwn(whole, key) && isBeginning(value, Reflect.get(whole, key), isLast && index === count - 1);
  });
}

function size(value: unknown): number {
  return JSON.stringify(value).length;
}

describe.each(documents)('every beginning of %s', (document) => {
  const whole = extractJson(document);
  const start = document.search(/[{[]/);
  const cuts = Array.from({ length: document.length - start }, (_, index) => document.slice(0, start + index + 1));

  test('is parsed, and is a beginning of the whole', () => {
    expect(whole).not.toBeNull();
    const wrong = cuts.filter((cut) => !isBeginning(parsePartialJson(cut), whole));
    expect(wrong).toEqual([]);
    expect(parsePartialJson(document)).toEqual(whole);
  });

  test('is extracted from prose alike, and never shrinks', () => {
    const values = cuts.map((cut) => extractJson(`Here it is, as "asked": ${cut}`));
    expect(values).toEqual(cuts.map((cut) => parsePartialJson(cut)));
    expect(cuts.filter((_, index) => index > 0 && size(values[index]) < size(values[index - 1]))).toEqual([]);
  });
});

test('random text never throws', () => {
  const alphabet = ['{', '}', '[', ']', '"', "'", ':', ',', '\\', '/', '*', '\n', ' ', 'a', 'u', '1', '-', '.', 'e', 'true', '🎉'];
  let seed = 42;
  const next = (): number => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648);
  for (let round = 0; round < 5_000; round += 1) {
    const text = Array.from({ length: 1 + (next() % 30) }, () => alphabet[(next() >> 8) % alphabet.length] ?? '').join('');
    expect(() => extractJson(text)).not.toThrow();
    expect(() => parsePartialJson(`[${text}`)).not.toThrow();
  }
});
