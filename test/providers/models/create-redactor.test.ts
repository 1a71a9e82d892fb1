import { expect, test } from '@jest/globals';
import { createRedactor } from '../../../providers/models/create-redactor.ts';

test('blots out known secrets wherever they are, the longest first', () => {
  const redact = createRedactor(['abcd', 'abcd-efgh', 'xy']);
  expect(redact('abcd-efgh, abcd and xy')).toBe('[redacted], [redacted] and xy');
});

test.each([
  ['Incorrect API key provided: sk-proj-abcdef0123456789.', 'Incorrect API key provided: [redacted].'],
  ['authorization: Bearer eyJhbGciOi.abc-def', 'authorization: Bearer [redacted]'],
  ['https://x.test/v1?key=12345&alt=sse', 'https://x.test/v1?key=[redacted]&alt=sse'],
  [`gsk_${'a'.repeat(20)} and AIza${'b'.repeat(35)}`, '[redacted] and [redacted]'],
  ['a task-oriented risk, sk-ip it', 'a task-oriented risk, sk-ip it'],
])('blots out what has the form of a key in "%s"', (text, expected) => {
  expect(createRedactor([])(text)).toBe(expected);
});
