import { describe, expect, test } from '@jest/globals';
import { toTimeline } from '../../client/timeline.ts';
import type { TimelineEntry } from '../../client/timeline-entry.ts';
import { readHistory } from './read-history.ts';

const read = (name: string): ReturnType<typeof toTimeline> => toTimeline(readHistory(name));
const only = (entries: readonly TimelineEntry[]): Record<string, unknown> => ({ ...entries[0] });

describe('toTimeline', () => {
  test('tells of a run that did everything: steps, tries, a timer, a wait, an event, a child run, an error', () => {
    const { entries, ...run } = read('order');
    expect(run).toMatchObject({ flow: 'order', workflowId: 'flow/order/order-1', status: 'completed', inputBytes: 12, resultBytes: 110 });
    expect(entries.map(({ kind }) => kind)).toEqual(['step', 'timer', 'wait', 'signal', 'child', 'step']);
    const [flaky, timer, wait, signal, child, refused] = entries;
    expect(flaky).toMatchObject({
      name: 'order/flaky',
      key: '/step/order/flaky',
      summary: 'asks the kitchen',
      state: 'completed',
      attempts: 3,
      resultBytes: 4,
      lastFailure: { status: 'UNAVAILABLE', message: 'the kitchen is closed', step: 'order/flaky' },
    });
    expect(timer).toMatchObject({ name: 'sleep 300ms', state: 'completed', timeoutMilliseconds: 300 });
    expect(wait).toMatchObject({ name: 'approve', state: 'completed', timeoutMilliseconds: 3_600_000 });
    expect(signal).toMatchObject({ name: 'approve', inputBytes: 12 });
    expect(child).toMatchObject({
      name: 'menu',
      state: 'completed',
      inputBytes: 18,
      resultBytes: 29,
      workflowId: expect.stringMatching(/^flow\/menu\//),
    });
    expect(refused).toMatchObject({ state: 'failed', attempts: 1, error: { status: 'FAILED_PRECONDITION', message: 'no table for 3' } });
  });

  test('every duration is the time between two events of the history', () => {
    const { startedAt, closedAt = '', durationMilliseconds, entries } = read('order');
    expect(durationMilliseconds).toBe(Date.parse(closedAt) - Date.parse(startedAt));
    const lasting = entries.filter((entry) => 'state' in entry);
    expect(lasting.every((entry) => (entry.durationMilliseconds ?? -1) >= 0)).toBe(true);
  });

  test('a run that waits says for what, and how long at most', () => {
    const { status, entries } = read('order-waiting');
    expect(status).toBe('running');
    expect(entries.at(-1)).toMatchObject({ kind: 'wait', state: 'running', name: 'approve', timeoutMilliseconds: 3_600_000 });
    expect(entries.at(-1)).not.toHaveProperty('durationMilliseconds');
  });

  test('the error of a failed run names the step', () => {
    expect(read('failed')).toMatchObject({
      status: 'failed',
      error: { status: 'FAILED_PRECONDITION', message: 'no table for 7', step: 'order/refuse' },
    });
  });

  test('a step that is being tried again is running: its tries are not in the history', () => {
    const { entries } = read('retrying');
    expect(only(entries)).toMatchObject({ kind: 'step', state: 'running', activityId: '1' });
    expect(only(entries)).not.toHaveProperty('attempts');
  });

  test('what a terminated run left behind is unfinished', () => {
    const { status, error, entries } = read('terminated');
    expect({ status, error }).toEqual({ status: 'terminated', error: { status: 'ABORTED', message: 'terminated: enough' } });
    expect(only(entries)).toMatchObject({ state: 'unfinished' });
  });

  test('a cancelled run has the reason and the step that stopped', () => {
    const { status, entries } = read('cancelled');
    expect(status).toBe('cancelled');
    expect(entries).toMatchObject([
      { kind: 'step', state: 'cancelled' },
      { kind: 'cancel', reason: 'the guests left' },
    ]);
  });

  test('a wait without a timeout has no name in the history', () => {
    const { status, entries } = read('timed-out');
    expect(status).toBe('timed_out');
    expect(only(entries)).toMatchObject({ kind: 'wait', state: 'unfinished' });
    expect(only(entries)).not.toHaveProperty('name');
  });

  test('lost workers and code that does not fit are problems', () => {
    const { entries } = toTimeline({ events: [startEvent(), taskFailed(2), taskTimedOut(3)] });
    expect(entries).toMatchObject([
      { kind: 'problem', message: "the flow's code could not go on: Nondeterminism error: no command" },
      { kind: 'problem', message: 'a worker was lost (no worker took it in time)' },
    ]);
  });

  test.each([
    ['no object', 7],
    ['no events', {}],
    ['no start', { events: [taskFailed(1)] }],
    ['nothing at all', { events: [] }],
  ])('what is no history is refused: %s', (_name, value) => {
    expect(() => toTimeline(value)).toThrow(/INVALID_ARGUMENT: This is not the history of a run/);
  });
});

function startEvent(): object {
  return {
    eventId: '1',
    eventTime: '2025-11-21T14:12:00.000Z',
    eventType: 'EVENT_TYPE_WORKFLOW_EXECUTION_STARTED',
    workflowExecutionStartedEventAttributes: { workflowType: { name: 'menu' }, taskQueue: { name: 'durakit' } },
  };
}

function taskFailed(eventId: number): object {
  return {
    eventId: String(eventId),
    eventTime: '2025-11-21T14:12:01.000Z',
    eventType: 'EVENT_TYPE_WORKFLOW_TASK_FAILED',
    workflowTaskFailedEventAttributes: {
      cause: 'WORKFLOW_TASK_FAILED_CAUSE_NON_DETERMINISTIC_ERROR',
      failure: { message: 'Nondeterminism error: no command', applicationFailureInfo: { type: 'DeterminismViolationError' } },
    },
  };
}

function taskTimedOut(eventId: number): object {
  return {
    eventId: String(eventId),
    eventTime: '2025-11-21T14:12:02.000Z',
    eventType: 'EVENT_TYPE_WORKFLOW_TASK_TIMED_OUT',
    workflowTaskTimedOutEventAttributes: { timeoutType: 'TIMEOUT_TYPE_SCHEDULE_TO_START' },
  };
}
