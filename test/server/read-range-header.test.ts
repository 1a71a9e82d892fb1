import { expect, test } from '@jest/globals';
import { readRangeHeader } from '../../server/read-range-header.ts';

test.each([
  ['bytes=0-0', { start: 0, end: 0 }],
  ['bytes=2-5', { start: 2, end: 5 }],
  ['BYTES=2-5', { start: 2, end: 5 }],
  ['bytes=2-', { start: 2, end: 9 }],
  ['bytes=2-99', { start: 2, end: 9 }],
  ['bytes=9-9', { start: 9, end: 9 }],
  ['bytes=-3', { start: 7, end: 9 }],
  ['bytes=-99', { start: 0, end: 9 }],
  ['bytes=10-', 'unsatisfiable'],
  ['bytes=10-20', 'unsatisfiable'],
  ['bytes=-0', 'unsatisfiable'],
  ['bytes=5-2', undefined],
  ['bytes=-', undefined],
  ['bytes=', undefined],
  ['bytes=0-1,4-5', undefined],
  ['bytes=a-b', undefined],
  ['bytes=0x1-2', undefined],
  ['bytes=1e1-', undefined],
  ['items=0-1', undefined],
  ['', undefined],
  [null, undefined],
])('%j of ten bytes', (header, expected) => {
  expect(readRangeHeader(header, 10)).toEqual(expected);
});

test('nothing of an empty blob can be sent in part', () => {
  expect(readRangeHeader('bytes=0-', 0)).toBe('unsatisfiable');
  expect(readRangeHeader('bytes=-1', 0)).toBe('unsatisfiable');
});
