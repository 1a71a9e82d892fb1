import { expect, test } from '@jest/globals';
import { parseJson } from '../../cli/parse-json.ts';
import { UsageError } from '../../cli/usage-error.ts';

const words = { what: 'input', example: 'durakit run menu 1' };

test('JSON is read, and nothing stays nothing', () => {
  expect(parseJson('{"a":[1]}', words)).toEqual({ a: [1] });
  expect(parseJson('null', words)).toBeNull();
  expect(parseJson(undefined, words)).toBeUndefined();
});

test('what is no JSON is a wrong use, with the reason and an example', () => {
  const parse = (): unknown => parseJson('pirate', words);
  expect(parse).toThrow(UsageError);
  expect(parse).toThrow(/The input is not JSON: .*pirate.*Text needs its own quotes/);
});
