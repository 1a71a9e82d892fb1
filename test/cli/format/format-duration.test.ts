import { expect, test } from '@jest/globals';
import { formatDuration } from '../../../cli/format/format-duration.ts';

test.each([
  [0, '0 ms'],
  [17.6, '18 ms'],
  [999, '999 ms'],
  [1_000, '1.0 s'],
  [1_260, '1.2 s'],
  [59_999, '59.9 s'],
  [60_000, '1 min'],
  [200_000, '3 min 20 s'],
  [7_500_000, '2 h 5 min'],
  [86_400_000, '1 d'],
  [277_200_000, '3 d 5 h'],
])('%d ms is %s', (milliseconds, text) => {
  expect(formatDuration(milliseconds)).toBe(text);
});
