import { expect, test } from '@jest/globals';
import { createRecentHashes } from '../../codec/recent-hashes.ts';

test('a hash is known for a quarter of an hour since it was used last', () => {
  let minutes = 0;
  const recent = createRecentHashes(() => minutes * 60_000);
  recent.add('a');
  minutes = 14;
  expect([recent.has('a'), recent.has('b')]).toEqual([true, false]);
  recent.add('a');
  minutes = 28;
  expect(recent.has('a')).toBe(true);
  minutes = 30;
  expect(recent.has('a')).toBe(false);
});

test('of very many hashes the oldest are forgotten', () => {
  const recent = createRecentHashes();
  for (let number = 0; number <= 10_000; number++) recent.add(String(number));
  expect([recent.has('0'), recent.has('1'), recent.has('10000')]).toEqual([false, true, true]);
});
