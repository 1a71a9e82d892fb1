import { expect, test } from '@jest/globals';
import { formatBytes } from '../../../cli/format/format-bytes.ts';

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1_000, '1.0 kB'],
  [3_140, '3.1 kB'],
  [999_960, '1.0 MB'],
  [1_230_000, '1.2 MB'],
])('%d bytes are %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});
