import { expect, test } from '@jest/globals';
import { withFewTries } from '../../../activities/sessions/with-few-tries.ts';
import { DurakitError } from '../../../schemas/durakit-error.ts';

const failing = (attempt: number, error: Error): Promise<unknown> =>
  withFewTries(attempt, () => Promise.reject(error)).catch((thrown: unknown) => thrown);

test('a store that is away is tried on', async () => {
  for (const error of [
    new DurakitError({ status: 'UNAVAILABLE', message: 'away' }),
    Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }),
  ])
    expect(await failing(100, error)).toBe(error);
});

test('any other error is final in the fifth try', async () => {
  const error = new Error('the store is wrong');
  expect(await failing(4, error)).toBe(error);
  expect(await failing(5, error)).toMatchObject({ nonRetryable: true, originalMessage: 'the store is wrong' });
});

test('what the store gives is given', async () => {
  expect(await withFewTries(9, () => Promise.resolve('row'))).toBe('row');
});
