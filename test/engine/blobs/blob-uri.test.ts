import { expect, test } from '@jest/globals';
import { checkSha256, fromBlobUri, toBlobUri } from '../../../engine/blobs/blob-uri.ts';

const sha256 = '0123456789abcdef'.repeat(4);

test('there and back', () => {
  expect(toBlobUri(sha256)).toBe(`durakit://blob/${sha256}`);
  expect(fromBlobUri(toBlobUri(sha256))).toBe(sha256);
});

test.each([
  '',
  'https://host/blob',
  `durakit://blob/${sha256}/`,
  `durakit://blob/${sha256.toUpperCase()}`,
  `DURAKIT://blob/${sha256}`,
  sha256,
])('%j is no blob', (uri) => expect(fromBlobUri(uri)).toBeUndefined());

test.each(['', '..', `${sha256}\n`, sha256.slice(1), sha256.toUpperCase()])('%j is no SHA-256', (text) => {
  expect(() => toBlobUri(text)).toThrow(expect.objectContaining({ status: 'INVALID_ARGUMENT' }));
  expect(() => checkSha256(text)).toThrow(/64 hexadecimal digits/);
});
