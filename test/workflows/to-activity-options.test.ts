import { expect, test } from '@jest/globals';
import { toActivityOptions } from '../../workflows/to-activity-options.ts';

const call = { key: '/model/a/b', name: 'a/b', input: {} } as const;

test('attempts are bounded where nothing is said', () => {
  expect(toActivityOptions({ ...call, options: {} }).retry?.maximumAttempts).toBe(5);
  expect(toActivityOptions({ ...call, options: { retry: { maxAttempts: 1 } } }).retry?.maximumAttempts).toBe(1);
});

test.each([0, -1, 1.5, Number.NaN, Infinity])('maxAttempts %d is refused: 0 is for ever to Temporal', (maxAttempts) => {
  expect(() => toActivityOptions({ ...call, options: { retry: { maxAttempts } } })).toThrow(`maxAttempts is ${maxAttempts}. It must be`);
});
