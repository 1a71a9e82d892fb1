import { expect, test } from '@jest/globals';
import { runWithRetries } from '../../../activities/journal/run-with-retries.ts';
import { DurakitError } from '../../../schemas/durakit-error.ts';

const { signal } = new AbortController();
const call = { key: '/model/a/b', name: 'a/b', signal } as const;
const options = { retry: { initialInterval: 1, maxAttempts: 3 } } as const;

async function countTries(error: DurakitError, given: Partial<Parameters<typeof runWithRetries>[1]> = {}): Promise<number> {
  let tries = 0;
  const attempt = (): Promise<never> => {
    tries++;
    return Promise.reject(error);
  };
  await expect(runWithRetries(attempt, { ...call, options, ...given })).rejects.toBe(error);
  return tries;
}

const limit = (details: object): DurakitError => new DurakitError({ status: 'RESOURCE_EXHAUSTED', message: 'no', details });

test("a model's error is tried again as its class says, as in the sandbox", async () => {
  expect(await countTries(limit({ class: 'rate_limit' }))).toBe(3);
  expect(await countTries(limit({ class: 'rate_limit', retryAfterMs: 2 }))).toBe(3);
  expect(await countTries(limit({ class: 'quota' }))).toBe(1);
  expect(await countTries(limit({ class: 'rate_limit', retryAfterMs: 60_001 }))).toBe(1);
  expect(await countTries(limit({ class: 'rate_limit', retryAfterMs: 50 }), { policy: { maxWaitMilliseconds: 49 } })).toBe(1);
});

test('a step is tried again as its status says', async () => {
  expect(await countTries(limit({ class: 'quota' }), { key: '/step/a/b' })).toBe(3);
});
