import { expect, test } from '@jest/globals';
import { withModelLimits } from '../../../engine/models/with-model-limits.ts';
import type { ActionCall } from '../../../engine/action-caller.ts';

const call: ActionCall = { key: '/model/a/b', name: 'a/b', input: {}, options: {} };

test('a call without limits stays as it is, so that its envelope stays empty', () => {
  expect(withModelLimits({ stepDefaults: {} }, call)).toEqual(call);
  const step: ActionCall = { ...call, key: '/step/x' };
  expect(withModelLimits({ stepDefaults: {}, modelLimits: { maxWait: '1s' } }, step)).toBe(step);
});

test("the call's limits win over the app's, and the app's over those of steps", () => {
  const engine = {
    stepDefaults: { timeout: '1m', retry: { maxAttempts: 9, initialInterval: 5 } },
    modelLimits: { maxAttempts: 4, timeout: '2m', maxWait: '10s', firstByteTimeout: '5s', streaming: false },
  } as const;
  expect(withModelLimits(engine, { ...call, limits: { maxAttempts: 2, stallTimeout: 300 } })).toEqual({
    ...call,
    options: { timeout: '2m', retry: { maxAttempts: 2, initialInterval: 5 } },
    policy: { maxWaitMilliseconds: 10_000, firstByteMilliseconds: 5_000, stallMilliseconds: 300, streaming: false },
  });
});

test('what a hook or a fallback says of the call wins over its limits', () => {
  const given = {
    ...call,
    limits: { maxAttempts: 3, maxWait: '1m' },
    policy: { maxWaitMilliseconds: 5 },
    options: { retry: { maxAttempts: 1 } },
  } as const;
  expect(withModelLimits({ stepDefaults: {} }, given)).toMatchObject({
    options: { retry: { maxAttempts: 1 } },
    policy: { maxWaitMilliseconds: 5 },
  });
});
