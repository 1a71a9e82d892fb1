import { expect, test } from '@jest/globals';
import type { HistoryEvent } from '../../client/history-event.ts';
import { toTimelineEntries } from '../../client/to-timeline-entries.ts';
import { SEARCH_ATTRIBUTES } from '../../schemas/search-attributes.ts';

const at = (id: number): { id: number; time: string } => ({ id, time: new Date(id * 1000).toISOString() });
const status = (id: number, value: string): HistoryEvent => {
  const data = Buffer.from(JSON.stringify(value)).toString('base64');
  const payload = { metadata: { encoding: Buffer.from('json/plain').toString('base64') }, data };
  const attributes = { searchAttributes: { indexedFields: { [SEARCH_ATTRIBUTES.status]: payload } } };
  return { ...at(id), type: 'UPSERT_WORKFLOW_SEARCH_ATTRIBUTES', attributes } as unknown as HistoryEvent;
};
const timer = (id: number, name: string): HistoryEvent => ({
  ...at(id),
  type: 'TIMER_STARTED',
  summary: `waiting for ${name}`,
  attributes: { startToFireTimeout: '60s' },
});
const answered = (id: number, startedEventId: number): HistoryEvent =>
  ({ ...at(id), type: 'TIMER_CANCELED', attributes: { startedEventId } }) as unknown as HistoryEvent;

test('of several waits the one that was answered is closed', () => {
  const asked = [status(1, 'waiting'), timer(2, 'first'), status(3, 'waiting'), timer(4, 'second')];
  const [first, second] = toTimelineEntries([...asked, answered(10, 4), status(11, 'running')], { ended: false });
  expect(first).toMatchObject({ kind: 'wait', name: 'first', state: 'running' });
  expect(second).toMatchObject({ kind: 'wait', name: 'second', state: 'completed', durationMilliseconds: 8000 });
});
