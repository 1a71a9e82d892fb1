import { describe, expect, test } from '@jest/globals';
import { extractJson } from '../../../engine/formats/extract-json.ts';

const fence = '```';

const rows: readonly (readonly [name: string, text: string, expected: unknown])[] = [
  // as Genkit's own tests
  ['an object', 'prefix{"a":1}suffix', { a: 1 }],
  ['an array', 'prefix[1,2,3]suffix', [1, 2, 3]],
  ['nested values', 'text{"a":{"b":[1,2]}}more', { a: { b: [1, 2] } }],
  ['braces in a string', '{"text": "not {a} json"}', { text: 'not {a} json' }],
  ['no JSON', 'not json at all', null],
  ['no text', '', null],
  // what stands around it
  ['a code fence', `Here you are:\n${fence}json\n{"a": 1}\n${fence}\nAnything else?`, { a: 1 }],
  ['an open code fence', `${fence}json\n{"a": [1, 2`, { a: [1, 2] }],
  ['white space and line ends', ' \r\n\t{\r\n "a" : 1 }\r\n', { a: 1 }],
  ['non-breaking spaces', '{\u00a0"a":\u00a01}', { a: 1 }],
  ['a byte order mark', '\ufeff{"a":1}', { a: 1 }],
  ['brackets in quoted prose', 'Instead of "[x]" or "{\\"b\\": 2}" use {"a": 1}', { a: 1 }],
  ['a placeholder in braces', 'Replace {name} in it: {"a": 1}', { a: 1 }],
  ['a template in double braces', 'Replace {{name}} in it: {"a": 1}', { a: 1 }],
  ['an aside in brackets', 'The answer [see below] is {"a": 1}', { a: 1 }],
  ['a markdown link', 'From [the page](https://example.com/{id}): {"a": 1}', { a: 1 }],
  ['an inch', 'The 5" screen [tested]: {"a": "see [1]"}', { a: 'see [1]' }],
  ['a quote that is never closed', 'He said " and then {"a": 1}', { a: 1 }],
  ['apostrophes', 'It\'s what you\'d want: {"a": "it\'s"}', { a: "it's" }],
  ['a stray closing bracket', '} ] {"a": 1}', { a: 1 }],
  ['a rule in braces', 'h1 { color: red; } {"a": 1}', { a: 1 }],
  ['only a placeholder', 'Dear {name}, [sic]', null],
  // several values
  ['two objects', '{"a": 1}{"b": 2}', { a: 1 }],
  ['two lines', '{"a": 1}\n{"b": 2}', { a: 1 }],
  ['an array before an object', '[1] {"b": 2}', [1]],
  ['a correction', '{"a": oops} Sorry: {"a": 1}', { a: 1 }],
  ['the second is cut', '{"a": 1} {"b": ', { a: 1 }],
  // strings
  ['escaped quotes', String.raw`{"a": "say \"hi\" {"}`, { a: 'say "hi" {' }],
  ['an escaped backslash at the end', String.raw`{"a": "C:\\"}`, { a: 'C:\\' }],
  ['escapes', String.raw`{"a": "\n\t\u00e9\/"}`, { a: '\n\té/' }],
  ['unicode', '{"größe": "日本 🎉"}', { größe: '日本 🎉' }],
  ['escaped surrogates', String.raw`{"a": "\ud83c\udf89"}`, { a: '🎉' }],
  ['brackets in strings', '{"a": "]}[{", "b": ["}", "{"]}', { a: ']}[{', b: ['}', '{'] }],
  ['an empty string', '{"a": ""}', { a: '' }],
  ['a raw line break', '{"a": "one\ntwo"}', { a: 'one\ntwo' }],
  ['a path', String.raw`{"a": "C:\users\x"}`, { a: 'C:\\users\\x' }],
  // JSON5
  ['single quotes', `{'a': 'it"s', 'b': ['x}']}`, { a: 'it"s', b: ['x}'] }],
  ['keys without quotes', '{a: 1, $b_2: 2}', { a: 1, $b_2: 2 }],
  ['trailing commas', '{"a": [1, 2,], "b": {"c": 1,},}', { a: [1, 2], b: { c: 1 } }],
  ['comments', '{ // it\'s }\n "a": 1, /* ] " */ "b": 2 }', { a: 1, b: 2 }],
  ['numbers of JSON5', '[+1, .5, 5., 0xff, -0x1]', [1, 0.5, 5, 255, -1]],
  ['a line continuation', '{"a": "one \\\ntwo"}', { a: 'one two' }],
  // plain values
  ['null, true, false', '[null, true, false]', [null, true, false]],
  ['numbers', '[0, -1, 1.5, 1e3, 1E-2]', [0, -1, 1.5, 1000, 0.01]],
  ['an empty object', 'nothing: {}', {}],
  ['an empty array', 'nothing: []', []],
  ['nested arrays', '[[1, [2, []]], [[3]]]', [[1, [2, []]], [[3]]]],
  ['a bare string', '"hello"', null],
  ['a bare number', '42', null],
  ['null alone', 'null', null],
  // malformed, complete
  ['a missing comma', '{"a": 1 "b": [1 2]}', { a: 1, b: [1, 2] }],
  ['doubled commas', '{"a": 1,, "b": [,1,,2]}', { a: 1, b: [1, 2] }],
  ['a missing bracket within', '{"a": [1, {"b": 2}', { a: [1, { b: 2 }] }],
  ['a bracket left open within', '{"a": [1, 2, "b"}', { a: [1, 2, 'b'] }],
  ['a bracket too many within', '{"a": 1], "b": 2}', { a: 1, b: 2 }],
  ["Python's words", `{'a': True, 'b': None, 'c': [False]}`, { a: true, b: null, c: [false] }],
  ['a word of no meaning', '{"a": oops}', null],
  ['a part is not taken for the whole', '{"a": [1, 2], "b": oops}', null],
  ['a key without a value', '{"a": }', null],
  // cut
  ['an opening bracket', '{', {}],
  ['a cut key', '{"a": 1, "b', { a: 1 }],
  ['a cut key without quotes', '{a: 1, b', { a: 1 }],
  ['a key', '{"a": 1, "b"', { a: 1 }],
  ['a colon', '{"a": 1, "b":', { a: 1 }],
  ['a comma', '{"a": 1,', { a: 1 }],
  ['a cut string', '{"a": "hel', { a: 'hel' }],
  ['a cut string in single quotes', `{'a': 'say "hi`, { a: 'say "hi' }],
  ['a cut string with brackets', '{"a": "b}]', { a: 'b}]' }],
  ['a cut escape', '{"a": "b\\', { a: 'b' }],
  ['a cut unicode escape', '{"a": "b\\u00e', { a: 'b' }],
  ['half a surrogate pair', '{"a": "b\\ud83c', { a: 'b' }],
  ['a pair cut in the middle', '{"a": "b\\ud83c\\udf8', { a: 'b' }],
  ['a cut number', '{"a": 12', { a: 12 }],
  ['a cut fraction', '{"a": 12.', { a: 12 }],
  ['a cut exponent', '{"a": 12e-', { a: 12 }],
  ['a sign', '{"a": 1, "b": -', { a: 1 }],
  ['a cut word', '[nul', [null]],
  ['cut words', '{"a": t', { a: true }],
  ['a cut comment', '{"a": 1, /* and', { a: 1 }],
  ['half a comment sign', '{"a": 1, /', { a: 1 }],
  ['nested', '[{"a": [{"b": "c', [{ a: [{ b: 'c' }] }]],
  ['prose before it', 'Sure! [1] {"a', [1]],
  ['__proto__ is a key like others', '{"__proto__": {"a": 1}, "b": ', JSON.parse('{"__proto__": {"a": 1}}')],
];

describe('extractJson', () => {
  test.each(rows)('%s', (_name, text, expected) => {
    expect(extractJson(text)).toEqual(expected);
  });

  test('a key __proto__ changes no prototype', () => {
    const value = extractJson<object>('{"__proto__": {"admin": true}}');
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(value).not.toHaveProperty('admin', true);
  });

  test.each(['not json at all', '', '{"a": oops}'])('throwOnBadJson throws: %j', (text) => {
    expect(() => extractJson(text, true)).toThrow(`INVALID_ARGUMENT: Invalid JSON extracted from model output: ${text}`);
  });

  test('throwOnBadJson takes what can be read', () => {
    expect(extractJson('ok: {"a": [1', true)).toEqual({ a: [1] });
  });

  test.each([
    ['brackets thousands deep', '['.repeat(200_000)],
    ['brackets that nothing opened', `${'['.repeat(50_000)}${'}'.repeat(50_000)}`],
    ['starts of objects', '{"'.repeat(50_000)],
    ['quotes', '"'.repeat(100_000)],
    ['asides', '[see] {x} '.repeat(20_000)],
    ['backslashes', `{"a": "${'\\'.repeat(100_001)}`],
    ['comments', `[${'/**/'.repeat(50_000)}`],
    ['blanks', `{${' '.repeat(100_000)}x`],
  ])('hostile text comes back: %s', (_name, text) => {
    expect(() => extractJson(text)).not.toThrow();
  });
});
