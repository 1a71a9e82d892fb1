import { createHash } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { isMessageHash, toMessageHash } from '../../../providers/postgres/to-message-hash.ts';
import type { MessageData } from '../../../schemas/message.ts';

const message: MessageData = { role: 'user', content: [{ text: 'hi' }] };

test('the hash is of the parent and the canonical JSON, and stays so: it is in histories', () => {
  const json = '{"content":[{"text":"hi"}],"role":"user"}';
  const first = createHash('sha256').update(Buffer.alloc(32)).update(json).digest('hex');
  expect(toMessageHash(null, message)).toBe(first);
  expect(first).toBe('8016bb7419a681574e71d8d51583614cf9b856f6d4830b1655ca29b2b8feb676');
  expect(toMessageHash(first, message)).toBe(createHash('sha256').update(Buffer.from(first, 'hex')).update(json).digest('hex'));
});

test('equal messages have equal hashes, whatever the order of keys', () => {
  expect(toMessageHash(null, { content: [{ metadata: { b: 1, a: 2 }, text: 'hi' }], role: 'user' })).toBe(
    toMessageHash(null, { role: 'user', metadata: undefined, content: [{ text: 'hi', metadata: { a: 2, b: 1 } }] }),
  );
  expect(toMessageHash(null, { ...message, role: 'model' })).not.toBe(toMessageHash(null, message));
});

test.each([
  ['a'.repeat(64), true],
  ['A'.repeat(64), false],
  ['a'.repeat(63), false],
  ['', false],
])('%j is a hash: %s', (text, isHash) => {
  expect(isMessageHash(text)).toBe(isHash);
});
