import { describe, expect, test } from '@jest/globals';
import { describeMismatch, readMismatch } from '../../workers/describe-mismatch.ts';

/** The core's messages as SDK 1.24.0 gives them: a change of its words shows here. */
const core = (message: string): string =>
  `Failure { failure: Some(Failure { message: "[TMPRL1100] Nondeterminism error: ${message}", source: "", stack_trace: "" }) }`;

const event = { activityTaskScheduledEventAttributes: { activityType: { name: '/step/main/first' } } };
const placeOf = (key: string | undefined): string => (key === undefined ? 'app.ts:3' : 'app.ts:4');

describe('describeMismatch', () => {
  test.each([
    [
      `Activity type of scheduled event '/step/main/first' does not match activity type of activity command '/step/main/renamed'`,
      'where it has /step/main/first, the code now has /step/main/renamed (app.ts:4)',
    ],
    [
      'UpsertWorkflowSearchAttributesMachine does not handle HistoryEvent(id: 5, ActivityTaskScheduled)',
      'where it has /step/main/first (event 5 of its history), the code now has a wait (app.ts:3)',
    ],
    [
      'Timer machine does not handle this event: HistoryEvent(id: 5, ActivityTaskScheduled)',
      'where it has /step/main/first (event 5 of its history), the code now has a sleep (app.ts:3)',
    ],
    [
      'Complete workflow machine does not handle this event: HistoryEvent(id: 5, ActivityTaskScheduled)',
      'where it has /step/main/first (event 5 of its history), the code now has its end (app.ts:3)',
    ],
    [
      'No command scheduled for event HistoryEvent(id: 5, ActivityTaskScheduled)',
      'where it has /step/main/first (event 5 of its history), the code now has nothing (app.ts:3)',
    ],
    ['Something that nobody has seen yet', 'Something that nobody has seen yet'],
  ])('%s', (message, expected) => {
    const mismatch = readMismatch(core(message));
    expect(mismatch && describeMismatch(mismatch, { event, placeOf })).toBe(expected);
  });

  test('says a kind of event where its name is unknown, and no place where there is none', () => {
    const mismatch = readMismatch(
      core('Timer machine does not handle this event: HistoryEvent(id: 9, StartChildWorkflowExecutionInitiated)'),
    );
    expect(mismatch && describeMismatch(mismatch, { placeOf: () => undefined })).toBe(
      'where it has a child run (event 9 of its history), the code now has a sleep',
    );
  });

  test('another failure is no mismatch', () => {
    expect(readMismatch('Failure { message: "ReferenceError: x is not defined" }')).toBeUndefined();
  });
});
