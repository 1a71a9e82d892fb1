import { expect, test } from '@jest/globals';
import { createStopChannel } from '../../activities/stop-channel.ts';

const never = new AbortController().signal;
const target = { workflowId: 'flow/menu/1', runId: 'run', activityId: '1' };

test('a stop aborts the activity of that name and no other, all tries that run here', () => {
  const channel = createStopChannel();
  const [first, second] = [channel.watch(target, never), channel.watch(target, never)];
  const others = [{ activityId: '2' }, { runId: 'later run' }].map((other) => channel.watch({ ...target, ...other }, never));
  channel.stop(target);
  expect([first.signal.aborted, second.signal.aborted]).toEqual([true, true]);
  expect(others.map(({ signal }) => signal.aborted)).toEqual([false, false]);
});

test("Temporal's own cancellation aborts too, with its reason, also where it came first", () => {
  const channel = createStopChannel();
  const temporal = new AbortController();
  const { signal } = channel.watch(target, temporal.signal);
  const reason = new Error('cancelled by a heartbeat');
  temporal.abort(reason);
  expect(signal.reason).toBe(reason);
  expect(channel.watch(target, temporal.signal).signal.reason).toBe(reason);
});

test('a stop that comes before its activity is remembered for a while', () => {
  let now = 0;
  const channel = createStopChannel(() => now);
  channel.stop(target);
  now = 9_999;
  expect(channel.watch(target, never).signal.aborted).toBe(true);
  now = 10_000;
  expect(channel.watch(target, never).signal.aborted).toBe(false);
});

test('what has ended is not stopped', () => {
  const channel = createStopChannel();
  const { signal, end } = channel.watch(target, never);
  end();
  channel.stop(target);
  expect(signal.aborted).toBe(false);
});
