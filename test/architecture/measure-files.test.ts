import { expect, test } from '@jest/globals';
import { findUnnamedFiles, measureLengths, readExportNames } from './measure-files.ts';

test('lengths are counted as an editor does, and the longest file is named', () => {
  const files = ['a\n', 'a\nb\n', 'a\nb\nc'].map((source, index) => ({ path: `engine/${index}.ts`, source }));
  expect(measureLengths(files)).toEqual({ median: 2, longest: 3, longestPath: 'engine/2.ts' });
  expect(measureLengths([])).toEqual({ median: 0, longest: 0, longestPath: '' });
});

test('every form of named export counts', () => {
  const source = `
    export const one = 1, two = 2;
    export function three() {}
    export class Four {}
    export interface Five {}
    export type Six = 6;
    export { seven, eight as nine } from './other.ts';
    const hidden = 1;
  `;
  expect(readExportNames({ path: 'engine/a.ts', source })).toEqual(['one', 'two', 'three', 'Four', 'Five', 'Six', 'seven', 'nine']);
});

test('a file is named after an export in any case, with or without "Schema"', () => {
  const files = [
    { path: 'schemas/part.ts', source: 'export const PartSchema = 1;' },
    { path: 'schemas/status-codes.ts', source: 'export const STATUS_CODES = 1;' },
    { path: 'engine/define-flow.ts', source: 'export function defineFlow() {}' },
    { path: 'engine/things.ts', source: 'export function makeThing() {}' },
    { path: 'cli/main.ts', source: 'run();' },
  ];
  expect(findUnnamedFiles(files)).toEqual({ unnamed: ['engine/things.ts'], share: 0.75 });
});
