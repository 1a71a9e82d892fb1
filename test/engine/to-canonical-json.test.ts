import { describe, expect, test } from '@jest/globals';
import { toCanonicalJson } from '../../engine/to-canonical-json.ts';
import { createRandomJson, shuffleKeys } from './random-json.ts';

const ROUNDS = 500;

describe('canonical JSON', () => {
  test('has keys in the order of UTF-16 units at each level, as RFC 8785 has them in its example', () => {
    const value = JSON.parse(
      String.raw`{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew","1":"One","\ud83d\ude00":"Emoji","\u0080":"Control","\u00f6":"Latin"}`,
    ) as Record<string, string>;
    const written = toCanonicalJson({ outer: [value] });
    const order = ['Carriage Return', 'One', 'Control', 'Latin', 'Euro Sign', 'Emoji', 'Hebrew'];
    expect(order.map((word) => written.indexOf(word))).toEqual(
      order.map((word) => written.indexOf(word)).sort((left, right) => left - right),
    );
    expect(written.startsWith('{"outer":[{"\\r":"Carriage Return","1":"One",')).toBe(true);
  });

  test.each<[unknown, string]>([
    [{ b: 1, a: undefined, c: () => 1, d: Symbol('s') }, '{"b":1}'],
    [[undefined, Number.NaN, -0, 1e21, 0.000_000_1, 1.0], '[null,null,0,1e+21,1e-7,1]'],
    [{ at: new Date(0) }, '{"at":"1970-01-01T00:00:00.000Z"}'],
    [JSON.parse('{"__proto__":1,"10":1,"9":2}'), '{"10":1,"9":2,"__proto__":1}'],
    [undefined, 'null'],
    [null, 'null'],
    ['zero \u0000, lone \ud800, pair \ud83d\ude00', String.raw`"zero \u0000, lone \ud800, pair ${'\ud83d\ude00'}"`],
  ])('%j', (value, written) => {
    expect(toCanonicalJson(value)).toBe(written);
  });

  test('of any value is JSON of the same value, in one spelling', () => {
    for (let seed = 1; seed <= ROUNDS; seed++) {
      const value = createRandomJson(seed);
      const written = toCanonicalJson(value);
      expect(JSON.parse(written)).toEqual(value);
      expect(toCanonicalJson(JSON.parse(written))).toBe(written);
      expect(toCanonicalJson(shuffleKeys(value, seed + 1))).toBe(written);
    }
  });

  test('differs where values differ', () => {
    const seen = new Map<string, string>();
    for (let seed = 1; seed <= ROUNDS; seed++) {
      const value = createRandomJson(seed);
      // another way to tell values apart: objects as lists of their members
      const other = JSON.stringify(sortKeys(value));
      const written = toCanonicalJson(value);
      expect(seen.get(written) ?? other).toBe(other);
      seen.set(written, other);
    }
    expect(new Set(seen.values()).size).toBe(seen.size);
  });
});

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return { members: members.map(([key, member]) => [key, sortKeys(member)]) };
}
