import { describe, expect, test } from '@jest/globals';
import { countPayloadBytes, HistoryEventSchema, readPayload } from '../../client/history-event.ts';

const encoding = (name: string): Record<string, string> => ({ encoding: Buffer.from(name).toString('base64') });
const data = (text: string): string => Buffer.from(text).toString('base64');

describe('history events', () => {
  test('the attributes are found under the key of the type', () => {
    const event = HistoryEventSchema.parse({
      eventId: '11',
      eventTime: '2025-11-21T14:12:03Z',
      eventType: 'EVENT_TYPE_TIMER_STARTED',
      userMetadata: { summary: { metadata: encoding('json/plain'), data: data('"sleep 2s"') } },
      timerStartedEventAttributes: { timerId: '1', startToFireTimeout: '2s' },
    });
    expect(event).toMatchObject({ id: 11, type: 'TIMER_STARTED', summary: 'sleep 2s', attributes: { startToFireTimeout: '2s' } });
  });

  test('bytes are those of the values, not of their base64', () => {
    expect(countPayloadBytes({ payloads: [{ data: data('"ä"') }, { data: data('1') }, {}] })).toBe(5);
    expect(countPayloadBytes(undefined)).toBe(0);
  });

  test('only plain JSON can be read', () => {
    expect(readPayload({ metadata: encoding('json/plain'), data: data('{"a":1}') })).toEqual({ a: 1 });
    expect(readPayload({ metadata: encoding('binary/encrypted'), data: data('{"a":1}') })).toBeUndefined();
    expect(readPayload({ metadata: encoding('json/plain'), data: data('{') })).toBeUndefined();
    expect(readPayload(undefined)).toBeUndefined();
  });
});
