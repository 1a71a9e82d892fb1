import { expect, test } from '@jest/globals';
import { createPayloadCache } from '../../codec/payload-cache.ts';

test('the least recently used goes first, and what is too long is not kept', () => {
  const cache = createPayloadCache(100);
  for (const hash of ['a', 'b', 'c']) cache.add(hash, new Uint8Array(30));
  cache.get('a');
  cache.add('d', new Uint8Array(30));
  cache.add('long', new Uint8Array(51));
  const kept = ['a', 'b', 'c', 'd', 'long'].filter((hash) => cache.get(hash) !== undefined);
  expect(kept).toEqual(['a', 'c', 'd']);
});

test('the same twice counts once', () => {
  const cache = createPayloadCache(100);
  for (let times = 0; times < 9; times++) cache.add('a', new Uint8Array(50));
  cache.add('b', new Uint8Array(50));
  expect(cache.get('a')).toBeDefined();
});
