import { expect, test } from '@jest/globals';
import type { RunSummary } from '../../../client/list-runs.ts';
import { formatRuns } from '../../../cli/format/format-runs.ts';
import { formatTime } from '../../../cli/format/format-time.ts';

const startedAt = '2025-11-21T14:12:03.000Z';
const runs: RunSummary[] = [
  { workflowId: 'flow/menu/a', flow: 'menu', status: 'completed', startedAt, closedAt: '2025-11-21T14:12:04.200Z', historyEvents: 11 },
  { workflowId: 'flow/order/b', flow: 'order', status: 'waiting', startedAt, historyEvents: 7 },
];

test('one line a run, with the workflow id whole and last; a run that goes on lasts until now', () => {
  const lines = formatRuns(runs, { terminal: { style: (_style, text) => text }, now: Date.parse(startedAt) + 200_000 });
  const started = formatTime(startedAt);
  expect(lines).toEqual([
    `STATUS     FLOW   STARTED              DURATION    EVENTS  WORKFLOW ID`,
    `completed  menu   ${started}  1.2 s       11      flow/menu/a`,
    `waiting    order  ${started}  3 min 20 s  7       flow/order/b`,
  ]);
});

test('colours do not disturb the columns', () => {
  const [, line = ''] = formatRuns(runs, { terminal: { style: (style, text) => `<${style}>${text}</>` }, now: 0 });
  expect(line.startsWith('<green>completed</>  menu ')).toBe(true);
});
