import { expect, test } from '@jest/globals';
import { readRetryAfter } from '../../../providers/models/read-retry-after.ts';

const date = 'Fri, 20 Nov 2026 10:00:00 GMT';

test.each([
  [{}, undefined],
  [{ 'retry-after': '30' }, 30_000],
  [{ 'retry-after': '1.5' }, 1_500],
  [{ 'retry-after': '0' }, 0],
  [{ 'retry-after': 'soon' }, undefined],
  [{ 'retry-after': '-5' }, undefined],
  [{ 'retry-after-ms': '120.4' }, 120],
  [{ 'retry-after-ms': '120', 'retry-after': '30' }, 120],
  [{ 'retry-after-ms': 'x', 'retry-after': '30' }, 30_000],
  [{ 'retry-after': 'Fri, 20 Nov 2026 10:01:00 GMT', date }, 60_000],
  [{ 'retry-after': 'Fri, 20 Nov 2026 09:00:00 GMT', date }, 0],
  [{ 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT' }, 0],
] as [Record<string, string>, number | undefined][])('%j asks to wait %s ms', (headers, expected) => {
  expect(readRetryAfter(headers)).toBe(expected);
});
