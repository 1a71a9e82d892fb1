import { describe, expect, test } from '@jest/globals';
import { BUILT_IN_FORMATS } from '../../../engine/formats/built-in-formats.ts';
import type { Formatter } from '../../../engine/formats/format.ts';
import type { JsonSchema } from '../../../schemas/json-schema.ts';

function format(name: string): Formatter {
  const formatter = BUILT_IN_FORMATS.get(name);
  if (formatter === undefined) throw new Error(`no format ${name}`);
  return formatter;
}

function parse(name: string, text: string, schema?: JsonSchema): unknown {
  return format(name).handler(schema).parseMessage({ text });
}

function stream(name: string, chunks: readonly string[]): unknown[] {
  const handler = format(name).handler();
  return chunks.map((text, index) => {
    const previousText = chunks.slice(0, index).join('');
    return handler.parseChunk?.({ text, previousText, accumulatedText: previousText + text });
  });
}

const objects: JsonSchema = { type: 'array', items: { type: 'object', properties: { a: { type: 'number' } } } };

describe('configuration', () => {
  test.each([
    ['text', { contentType: 'text/plain' }],
    ['json', { format: 'json', contentType: 'application/json', constrained: true, defaultInstructions: false }],
    ['array', { contentType: 'application/json', constrained: true }],
    ['enum', { contentType: 'text/enum', constrained: true }],
    ['jsonl', { contentType: 'application/jsonl' }],
  ])('%s', (name, config) => {
    expect(format(name)).toMatchObject({ name });
    expect(format(name).config).toEqual(config);
  });
});

describe('instructions', () => {
  test.each([
    ['json', { type: 'string' }, 'Output should be in JSON format and conform to the following schema:\n\n```\n{"type":"string"}\n```\n'],
    [
      'array',
      { type: 'array' },
      'Output should be a JSON array conforming to the following schema:\n    \n```\n{"type":"array"}\n```\n    ',
    ],
    [
      'enum',
      { type: 'string', enum: ['a', 2, null] },
      'Output should be ONLY one of the following enum values. Do not output any additional information or add quotes.\n\na\n2\nnull',
    ],
    [
      'jsonl',
      { type: 'array', items: { type: 'object' } },
      'Output should be JSONL format, a sequence of JSON objects (one per line) separated by a newline `\\n` character. Each line should be a JSON object conforming to the following schema:\n\n```\n{"type":"object"}\n```\n    ',
    ],
    ['text', { type: 'string' }, undefined],
    ['enum', { type: 'string' }, undefined],
    ['json', undefined, undefined],
    ['array', undefined, undefined],
    ['jsonl', undefined, undefined],
    ['enum', undefined, undefined],
  ])('%s with %j', (name, schema, instructions) => {
    expect(format(name).handler(schema).instructions).toBe(instructions);
  });
});

describe('schemas that a format cannot hold', () => {
  const array = `Must supply an 'array' schema type when using the 'items' parser format.`;
  const word = `Must supply a 'string' or 'enum' schema type when using the enum parser format.`;
  const lines = `Must supply an 'array' schema type containing 'object' items when using the 'jsonl' parser format.`;
  test.each([
    ['array', { type: 'object' }, array],
    ['array', {}, array],
    ['enum', { type: 'number' }, word],
    ['enum', {}, word],
    ['jsonl', { type: 'object' }, lines],
    ['jsonl', { type: 'array' }, lines],
    ['jsonl', { type: 'array', items: { type: 'string' } }, lines],
  ])('%s with %j', (name, schema, message) => {
    expect(() => format(name).handler(schema)).toThrow(
      expect.objectContaining({ status: 'INVALID_ARGUMENT', message: `INVALID_ARGUMENT: ${message}`, originalMessage: message }),
    );
  });

  test('enum takes the type enum', () => {
    expect(() => format('enum').handler({ type: 'enum', enum: ['a'] })).not.toThrow();
  });
});

describe('text', () => {
  test('the message and each chunk as they are', () => {
    expect(parse('text', ' hello\n{}')).toBe(' hello\n{}');
    expect(stream('text', ['Hel', 'lo', ''])).toEqual(['Hel', 'lo', '']);
  });
});

describe('json', () => {
  test('messages', () => {
    expect(parse('json', 'Sure:\n```json\n{"a": 1}\n```')).toEqual({ a: 1 });
    expect(parse('json', 'Sorry, I cannot.')).toBeNull();
  });

  test('chunks grow', () => {
    expect(stream('json', ['Sure', ': {', '"a": [1', ', 2], "b', '": "x', '"}', ' Done.'])).toEqual([
      null,
      {},
      { a: [1] },
      { a: [1, 2] },
      { a: [1, 2], b: 'x' },
      { a: [1, 2], b: 'x' },
      { a: [1, 2], b: 'x' },
    ]);
  });
});

describe('array', () => {
  test('messages', () => {
    expect(parse('array', 'Here: [{"a": 1}, {"a": 2}]', objects)).toEqual([{ a: 1 }, { a: 2 }]);
    expect(parse('array', '["x", "y"]')).toEqual(['x', 'y']);
    expect(parse('array', 'none')).toEqual([]);
    expect(parse('array', '[{"a": 1}, {"a": 2')).toEqual([{ a: 1 }]);
  });

  test('a chunk gives the items that it completed', () => {
    expect(stream('array', ['[{"a"', ': 1}', ', {"a": 2}, {"a', '": 3}]', '\n'])).toEqual([[], [{ a: 1 }], [{ a: 2 }], [{ a: 3 }], []]);
  });
});

describe('enum', () => {
  test.each([
    ['POSITIVE', 'POSITIVE'],
    [' "POSITIVE"\n', 'POSITIVE'],
    ["'two words'", 'two words'],
    ['', ''],
  ])('%j', (text, expected) => {
    expect(parse('enum', text)).toBe(expected);
  });

  test('a chunk gives the value so far', () => {
    expect(stream('enum', ['"POS', 'ITIVE', '"\n'])).toEqual(['POS', 'POSITIVE', 'POSITIVE']);
  });
});

describe('jsonl', () => {
  test('messages', () => {
    expect(parse('jsonl', '{"a": 1}\n{"a": 2}', objects)).toEqual([{ a: 1 }, { a: 2 }]);
    expect(parse('jsonl', '```jsonl\n{"a": 1}\n\n  {a: 2,}\r\nnot this\n[3]\n{"a": oops}\n```')).toEqual([{ a: 1 }, { a: 2 }]);
    expect(parse('jsonl', '{"a": 1}\n{"b": "cut')).toEqual([{ a: 1 }, { b: 'cut' }]);
    expect(parse('jsonl', 'nothing')).toEqual([]);
  });

  test.each([
    ['whole lines', ['{"a": 1}\n', '{"a": 2}\n'], [[{ a: 1 }], [{ a: 2 }]]],
    ['an object over chunks', ['{"a', '": 1}', '\n{"a": 2}'], [[], [{ a: 1 }], [{ a: 2 }]]],
    ['two lines at once', ['{"a": 1}\n{"a"', ': 2}\n{"a": 3}\n'], [[{ a: 1 }], [{ a: 2 }, { a: 3 }]]],
    ['nothing twice', ['{"a": 1}', ' ', '\n', '\n{"a": 2}'], [[{ a: 1 }], [], [], [{ a: 2 }]]],
    ['brackets in strings', ['{"a": "}', '{"}\n'], [[], [{ a: '}{' }]]],
    ['other lines', ['```\nHere:\n', '{"a": 1}\n{"a": oops}\n{"a":', ' 3}\n```'], [[], [{ a: 1 }], [{ a: 3 }]]],
  ])('chunks: %s', (_name, chunks, expected) => {
    expect(stream('jsonl', chunks)).toEqual(expected);
  });

  test('character by character each object comes once', () => {
    const text = 'Here:\n{"a": "x\\n"}\n  {b: [1, {}]} \n{"c": oops}\n{"d": 4}';
    expect(stream('jsonl', [...text]).flat()).toEqual([{ a: 'x\n' }, { b: [1, {}] }, { d: 4 }]);
  });
});
