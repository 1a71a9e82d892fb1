import { expect, test } from '@jest/globals';
import { toMilliseconds } from '../../engine/duration.ts';

test.each([
  [250, 250],
  ['10s', 10_000],
  ['2 hours', 7_200_000],
  ['7d', 604_800_000],
] as const)('%p is %p ms', (duration, milliseconds) => expect(toMilliseconds(duration)).toBe(milliseconds));

test.each([-1, Number.NaN, Number.POSITIVE_INFINITY, 'soon' as never])('%p is refused with examples', (duration) =>
  expect(() => toMilliseconds(duration)).toThrow(/is not a duration\. Give milliseconds or a text such as '10s'/),
);
