import { createContext, runInContext } from 'node:vm';
import { expect, test } from '@jest/globals';
import { withPayloadLimit } from '../../workers/with-payload-limit.ts';

const SOURCE_MAP = '//# sourceMappingURL=data:application/json;base64,e30=';

test('the limit is set behind the last line of code; the source map stays the last line', () => {
  const code = `var program = 1; // a comment\n${SOURCE_MAP}`;
  const limited = withPayloadLimit(code, 5_000);
  expect(limited.split('\n')[0]).toBe('var program = 1; // a comment');
  expect(limited.split('\n').at(-1)).toBe(SOURCE_MAP);
  const context = createContext({});
  expect(runInContext(`${limited}\n;globalThis[Symbol.for('durakit.payloadLimit')]`, context)).toBe(5_000);
});
