import { expect, test } from '@jest/globals';
import { formatMatches, formatSessions } from '../../../cli/format/format-sessions.ts';
import { formatTime } from '../../../cli/format/format-time.ts';

const at = '2025-11-21T14:12:03.000Z';
const style = (_style: string, text: string): string => text;
const session = { agent: 'support', sessionId: '42', createdAt: at, updatedAt: at, turns: 3, messages: 12, tokens: 345 };

test('a line for each session, the preview last and as long as the line allows', () => {
  const sessions = [
    { ...session, status: 'completed' as const, preview: 'Your case\nis closed, and we wish you a good day.' },
    { ...session, sessionId: 'a long one', status: 'pending' as const },
  ];
  const time = formatTime(at);
  expect(formatSessions(sessions, { style, columns: Infinity })).toEqual([
    'STATUS     AGENT    SESSION     TURNS  MESSAGES  TOKENS  UPDATED              PREVIEW',
    `completed  support  42          3      12        345     ${time}  Your case is closed, and we wish you a good day.`,
    `pending    support  a long one  3      12        345     ${time}`,
  ]);
  const [, first] = formatSessions(sessions, { style, columns: 90 });
  expect(first).toMatch(/Your case i…$/);
  expect(first).toHaveLength(90);
});

test('a line for each place that has the words', () => {
  const match = { agent: 'support', sessionId: '42', snapshotId: 's', role: 'user', excerpt: 'the **soup** was\ncold', rank: 1 };
  expect(formatMatches([match], { style, columns: Infinity })).toEqual([
    'AGENT    SESSION  ROLE  TEXT',
    'support  42       user  the **soup** was cold',
  ]);
});
