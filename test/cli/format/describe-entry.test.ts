import { expect, test } from '@jest/globals';
import { describeEntry } from '../../../cli/format/describe-entry.ts';
import type { StepEntry } from '../../../client/timeline-entry.ts';

const stopped: StepEntry = {
  eventId: 5,
  at: '2026-01-01T00:00:00.000Z',
  kind: 'step',
  state: 'cancelled',
  name: 'gemini-2.5-flash',
  key: '/model/googleai/gemini-2.5-flash',
  activityId: '1',
  inputBytes: 10,
};

test.each([
  ['Once\nupon a time', 'Once upon a time'],
  ['x'.repeat(200), `${'x'.repeat(100)} … (200 characters)`],
])('what a stopped model had said is one line', (text, line) => {
  const { notes } = describeEntry({ ...stopped, partial: { text, chunks: 2 } }, { now: 0 });
  expect(notes).toEqual([`said before it was stopped: ${line}`]);
});
