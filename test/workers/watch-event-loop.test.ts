import { expect, test } from '@jest/globals';
import { createRunningActions } from '../../activities/running-actions.ts';
import { watchEventLoop } from '../../workers/watch-event-loop.ts';

test('a step that blocks the event loop is reported by name; one that waits is not', async () => {
  const running = createRunningActions();
  const reports: string[] = [];
  const stop = watchEventLoop(running, { limit: 200, report: (message) => reports.push(message) });
  const waited = running.start('/step/menu/waits');
  await new Promise((resolve) => setTimeout(resolve, 600));
  waited();
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect(reports).toEqual([]);
  const ended = running.start('/step/menu/computes');
  for (const end = performance.now() + 700; performance.now() < end;) Math.sqrt(end);
  await new Promise((resolve) => setTimeout(resolve, 300));
  ended();
  stop();
  expect(reports).toHaveLength(1);
  expect(reports[0]).toMatch(/^The event loop was blocked for \d\.\d s while \/step\/menu\/computes ran/);
});
