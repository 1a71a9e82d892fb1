import { expect, test } from '@jest/globals';
import { mapConcurrently } from '../../engine/map-concurrently.ts';

test('gives the results in the order of the items, whatever ends first', async () => {
  const waiting: (() => void)[] = [];
  const mapped = mapConcurrently(
    ['a', 'b', 'c'],
    3,
    (item, position) => new Promise((resolve) => waiting.push(() => resolve(`${item}${position}`))),
  );
  for (const finish of waiting.toReversed()) finish();
  expect(await mapped).toEqual(['a0', 'b1', 'c2']);
});

test('keeps to its limit, and does nothing for no items', async () => {
  let underWay = 0;
  let most = 0;
  await mapConcurrently([1, 2, 3, 4, 5], 2, async () => {
    most = Math.max(most, ++underWay);
    await Promise.resolve();
    underWay -= 1;
  });
  expect(most).toBe(2);
  expect(await mapConcurrently([], 2, async () => 1)).toEqual([]);
});

test('begins nothing new after a failure', async () => {
  const begun: number[] = [];
  const mapped = mapConcurrently([0, 1, 2, 3, 4, 5], 2, async (item) => {
    begun.push(item);
    await Promise.resolve();
    if (item === 0) throw new Error('first');
  });
  await expect(mapped).rejects.toThrow('first');
  await new Promise((resolve) => setImmediate(resolve));
  expect(begun).toEqual([0, 1]);
});
