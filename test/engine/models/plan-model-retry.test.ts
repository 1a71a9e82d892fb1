import { describe, expect, test } from '@jest/globals';
import { planModelRetry, type RetryState } from '../../../engine/models/plan-model-retry.ts';
import { toModelFailure } from '../../../engine/models/to-model-failure.ts';
import { DurakitError } from '../../../schemas/durakit-error.ts';
import { ERROR_CLASSES, ERROR_CLASS_RULES, type ErrorClass } from '../../../schemas/error-class.ts';
import type { StatusName } from '../../../schemas/status.ts';

const top: RetryState = { attempt: 1, initialInterval: 1_000, random: () => 1 };

describe('planModelRetry', () => {
  test.each(ERROR_CLASSES)('%s is tried again where its rule has a backoff', (errorClass) => {
    const again = ERROR_CLASS_RULES[errorClass].backoff !== undefined;
    expect(planModelRetry({ class: errorClass }, top).again).toBe(again);
    expect(planModelRetry({ class: errorClass, retryAfterMs: 5 }, top).again).toBe(again);
  });

  test.each([
    ['rate_limit', 1, 1_000],
    ['rate_limit', 4, 8_000],
    ['rate_limit', 9, 60_000],
    ['overloaded', 9, 30_000],
    ['timeout', 1, 1_000],
    ['timeout', 9, 1_000],
  ] as [ErrorClass, number, number][])('%s after try %i waits at most %i ms', (errorClass, attempt, delay) => {
    expect(planModelRetry({ class: errorClass }, { ...top, attempt })).toEqual({ again: true, delay });
  });

  test('the jitter is full: from nothing to the longest wait, and never nothing at all', () => {
    expect(planModelRetry({ class: 'overloaded' }, { ...top, attempt: 3, random: () => 0.25 })).toEqual({ again: true, delay: 1_000 });
    expect(planModelRetry({ class: 'overloaded' }, { ...top, random: () => 0 })).toEqual({ again: true, delay: 1 });
  });

  test('the vendor has the last word, as it is', () => {
    expect(planModelRetry({ class: 'overloaded', retryAfterMs: 45_000 }, { ...top, random: () => 0 })).toEqual({
      again: true,
      delay: 45_000,
    });
  });

  test('a vendor that asks for too much is not waited for; a backoff is cut', () => {
    const long = { class: 'rate_limit', retryAfterMs: 60_001 } as const;
    expect(planModelRetry(long, top)).toEqual({ again: false, reason: 'wait' });
    expect(planModelRetry(long, { ...top, maxWait: 100_000 })).toEqual({ again: true, delay: 60_001 });
    expect(planModelRetry({ class: 'rate_limit' }, { ...top, attempt: 5, maxWait: 2_000 })).toEqual({ again: true, delay: 2_000 });
  });

  test("the app's own intervals count", () => {
    const state = { ...top, initialInterval: 10, backoff: 3, maxInterval: 50 };
    expect([1, 2, 3].map((attempt) => planModelRetry({ class: 'overloaded' }, { ...state, attempt }))).toEqual([
      { again: true, delay: 10 },
      { again: true, delay: 30 },
      { again: true, delay: 50 },
    ]);
  });
});

describe('toModelFailure', () => {
  test.each([
    ['RESOURCE_EXHAUSTED', false],
    ['UNAVAILABLE', false],
    ['INTERNAL', false],
    ['UNKNOWN', false],
    ['ABORTED', false],
    ['DEADLINE_EXCEEDED', false],
    ['UNAUTHENTICATED', true],
    ['PERMISSION_DENIED', true],
    ['INVALID_ARGUMENT', true],
    ['NOT_FOUND', true],
    ['ALREADY_EXISTS', true],
    ['UNIMPLEMENTED', true],
  ] as [StatusName, boolean][])('%s of a model written in code: final is %s', (status, nonRetryable) => {
    expect(toModelFailure(new DurakitError({ status, message: 'no' }), top)).toMatchObject({ type: status, nonRetryable });
  });

  test('the class of the details wins over the status', () => {
    const error = new DurakitError({ status: 'RESOURCE_EXHAUSTED', message: 'no money', details: { class: 'quota' } });
    expect(toModelFailure(error, top)).toMatchObject({ nonRetryable: true });
    const found = new DurakitError({ status: 'INVALID_ARGUMENT', message: 'x', details: { class: 'overloaded' } });
    expect(toModelFailure(found, top)).toMatchObject({ nonRetryable: false, nextRetryDelay: 1_000 });
  });

  test("Genkit's errors name their wait in `responseMetadata`; it crosses in the details", () => {
    const thrown = Object.assign(new Error('slow down'), { status: 'RESOURCE_EXHAUSTED', responseMetadata: { retryAfterMs: 1_234 } });
    const failure = toModelFailure(thrown, top);
    expect(failure).toMatchObject({ nonRetryable: false, nextRetryDelay: 1_234 });
    expect(failure.details[0].details).toEqual({ retryAfterMs: 1_234 });
  });

  test('a wait that is too long ends the call and is told', () => {
    const error = new DurakitError({ status: 'RESOURCE_EXHAUSTED', message: 'x', details: { class: 'rate_limit', retryAfterMs: 90_000 } });
    const failure = toModelFailure(error, top);
    expect(failure.nonRetryable).toBe(true);
    expect(failure.nextRetryDelay).toBeUndefined();
    expect(failure.details[0].details).toEqual({ class: 'rate_limit', retryAfterMs: 90_000 });
  });

  test('an error that says that it is final is final; a cancel is left to the rules of steps', () => {
    expect(toModelFailure(new DurakitError({ status: 'UNAVAILABLE', message: 'x', nonRetryable: true }), top).nonRetryable).toBe(true);
    expect(toModelFailure(new DurakitError({ status: 'CANCELLED', message: 'x' }), top).nextRetryDelay).toBeUndefined();
  });
});
