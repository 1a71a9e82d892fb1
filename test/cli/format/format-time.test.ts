import { expect, test } from '@jest/globals';
import { formatTime } from '../../../cli/format/format-time.ts';

test('a time is shown in the time zone of the machine, to the second', () => {
  const here = new Date(2025, 10, 1, 4, 5, 6, 789);
  expect(formatTime(here.toISOString())).toBe('2025-11-01 04:05:06');
});
