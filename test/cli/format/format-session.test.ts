import { expect, test } from '@jest/globals';
import { formatSession, type SessionReport } from '../../../cli/format/format-session.ts';
import { formatTime } from '../../../cli/format/format-time.ts';

const at = '2025-11-21T14:12:03.000Z';
const style = (_style: string, text: string): string => text;
const messages = [
  { role: 'user' as const, content: [{ text: 'My soup\nwas cold.' }] },
  { role: 'model' as const, content: [{ toolRequest: { name: 'refund', input: { amount: 40 } } }] },
];
const report: SessionReport = {
  agent: 'support',
  sessionId: 'no 42',
  snapshot: { snapshotId: 's1', createdAt: at, status: 'completed', state: { messages, artifacts: [{ name: 'case.md', parts: [] }] } },
  status: { state: 'waiting', sessionId: 'no 42', queued: 1, turns: 2, tokens: 77 },
  questions: [{ name: 'refund', input: { amount: 40 }, interrupt: true, restartable: true, tool: 'refund' }],
  history: [
    {
      snapshotId: 's0',
      sessionId: 'no 42',
      createdAt: at,
      status: 'failed',
      finishReason: 'failed',
      error: { message: 'no luck\nat all' },
    },
    { snapshotId: 's1', sessionId: 'no 42', createdAt: at, status: 'completed', finishReason: 'interrupted', parentId: 's0' },
  ],
};

test('what was said, what is asked, and the snapshots', () => {
  const time = formatTime(at);
  expect(formatSession(report, { style })).toEqual([
    'support no 42  waiting after 2 turns',
    '  workflow id  agent/support/no%2042',
    '  snapshot     s1',
    '  tokens       77 since it was woken',
    '  queued       1 turn',
    '  artifacts    case.md',
    '',
    'user  My soup',
    '      was cold.',
    '',
    'model  → refund({"amount":40})',
    '',
    `waits for an answer (durakit respond agent/support/no%2042 <tool> '<json>')`,
    '  refund({"amount":40})',
    '',
    'SNAPSHOT  STATUS     ENDED BY     AFTER  BEGUN',
    `s0        failed     failed       -      ${time}  UNKNOWN: no luck`,
    `s1        completed  interrupted  s0     ${time}`,
  ]);
});

test('a session that sleeps, and one whose workers are away', () => {
  const [title] = formatSession({ ...report, status: undefined, questions: [] }, { style });
  expect(title).toBe('support no 42  asleep after 2 turns');
  const [silent] = formatSession({ ...report, status: 'silent', questions: [] }, { style });
  expect(silent).toBe('support no 42  awake, and no worker answers, after 2 turns');
});
