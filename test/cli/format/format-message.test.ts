import { expect, test } from '@jest/globals';
import { formatMessage, toMessageText } from '../../../cli/format/format-message.ts';

const content = [
  { text: 'Let me ' },
  { text: 'see.\n' },
  { toolRequest: { name: 'order', ref: '1', input: { id: 'A-1' } } },
  { toolRequest: { name: 'now' } },
  { toolResponse: { name: 'order', ref: '1', output: null } },
  { media: { url: 'data:image/png;base64,AA==', contentType: 'image/png' } },
];

test('the text of a message is what was said, without the calls of tools', () => {
  expect(toMessageText({ content })).toBe('Let me see.\n[image/png]');
});

test('the lines of a message have all of it', () => {
  expect(formatMessage({ content })).toEqual(['Let me', 'see.', '→ order({"id":"A-1"})', '→ now()', '← order null', '[image/png]']);
});
