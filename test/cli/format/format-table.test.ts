import { expect, test } from '@jest/globals';
import { formatTable } from '../../../cli/format/format-table.ts';

test('columns are as wide as their widest cell, and no line ends in blanks', () => {
  expect(
    formatTable([
      ['a', 'bbb', 'c'],
      ['aaaa', '', ''],
      ['', 'b', 'a long last cell'],
    ]),
  ).toEqual(['a     bbb  c', 'aaaa', '      b    a long last cell']);
});

test('rows may be of different lengths', () => {
  expect(formatTable([['one'], ['a', 'b']])).toEqual(['one', 'a    b']);
  expect(formatTable([])).toEqual([]);
});
