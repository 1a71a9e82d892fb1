import { describe, expect, test } from '@jest/globals';
import { msNumberToTs } from '@temporalio/common/lib/time.js';
import { toPendingAttempts } from '../../client/pending-attempt.ts';

type Description = Parameters<typeof toPendingAttempts>[0];

const describeWith = (...pendingActivities: object[]): Description => ({ raw: { pendingActivities } });
const time = (iso: string): object => msNumberToTs(Date.parse(iso));

describe('toPendingAttempts', () => {
  test('a step between two tries says which one comes when, and why the last failed', () => {
    const activity = {
      activityId: '1',
      activityType: { name: '/step/order/crash' },
      state: 1,
      attempt: 2,
      maximumAttempts: 20,
      nextAttemptScheduleTime: time('2025-11-21T14:12:20Z'),
      lastStartedTime: time('2025-11-21T14:12:00Z'),
      lastFailure: { message: 'x is not a function', applicationFailureInfo: { type: 'TypeError' } },
      lastWorkerIdentity: '1@host',
    };
    expect(toPendingAttempts(describeWith(activity))).toEqual([
      {
        activityId: '1',
        key: '/step/order/crash',
        state: 'scheduled',
        attempt: 2,
        maximumAttempts: 20,
        nextAttemptAt: '2025-11-21T14:12:20.000Z',
        lastFailure: { status: 'INTERNAL', message: 'x is not a function' },
        worker: '1@host',
      },
    ]);
  });

  test('a step that runs says since when', () => {
    const activity = {
      activityId: '3',
      activityType: { name: '/model/echo' },
      state: 2,
      attempt: 1,
      lastStartedTime: time('2025-11-21T14:12:00Z'),
    };
    expect(toPendingAttempts(describeWith(activity))).toEqual([
      { activityId: '3', key: '/model/echo', state: 'running', attempt: 1, attemptStartedAt: '2025-11-21T14:12:00.000Z' },
    ]);
  });

  test('a run with nothing pending has none', () => {
    expect(toPendingAttempts({ raw: {} })).toEqual([]);
  });
});
