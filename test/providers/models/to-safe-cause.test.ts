import { inspect } from 'node:util';
import { APICallError } from '@ai-sdk/provider';
import { expect, test } from '@jest/globals';
import { toSafeCause } from '../../../providers/models/to-safe-cause.ts';

test('keeps name, message, stack, code and cause, and nothing else', () => {
  const cause = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET', socket: 'the socket' });
  const values = { url: 'https://x.test', requestBodyValues: 'the request', responseHeaders: { 'set-cookie': 'the cookie' } };
  const safe = toSafeCause(new APICallError({ message: 'failed', cause, ...values }), (text) => text);
  expect(safe).toMatchObject({ name: 'AI_APICallError', message: 'failed', cause: { message: 'read ECONNRESET', code: 'ECONNRESET' } });
  expect(safe?.stack).toMatch(/^AI_APICallError: failed\n\s+at /);
  expect(inspect(safe, { depth: 10, showHidden: true })).not.toMatch(/the request|the cookie|the socket|x\.test/);
});

test('redacts the message and the stack, and cuts what is long', () => {
  const safe = toSafeCause(new Error(`a secret ${'x'.repeat(2000)}\n    and a secret in the second line`), (text) =>
    text.replaceAll('secret', '***'),
  );
  expect(safe?.message.length).toBe(500);
  expect(`${safe?.message}${safe?.stack}`).not.toContain('secret');
});

test('ends with a chain of causes that has no end', () => {
  const first = new Error('first');
  first.cause = new Error('second', { cause: first });
  expect(toSafeCause(first, (text) => text)?.message).toBe('first');
});

test.each([undefined, null, 'a text', 42, {}])('%s is no cause', (thrown) => {
  expect(toSafeCause(thrown, (text) => text)).toBeUndefined();
});
