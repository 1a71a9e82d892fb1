import { describe, expect, test } from '@jest/globals';
import { findViolations } from './find-violations.ts';
import { findUnnamedFiles, measureLengths } from './measure-files.ts';
import { readDependencies, readExportedEntries, readRepository } from './read-repository.ts';
import { entries, maxMedianLines, minNamedShare, rooms } from './rooms.ts';
import { toRoom } from './source-file.ts';
import { toReportLine } from './violation.ts';

const files = readRepository();
const roomFiles = files.filter(({ path }) => toRoom(path, rooms) !== undefined);

describe('the repository', () => {
  test('breaks no rule of the architecture', () => {
    expect(findViolations(files, readDependencies()).map((violation) => toReportLine(violation))).toEqual([]);
  });

  test('names every entry of package.json in the table of entries', () => {
    expect(Object.keys(entries).sort()).toEqual(readExportedEntries().sort());
  });

  test('has short files in its rooms', () => {
    const { median, longest, longestPath } = measureLengths(roomFiles);
    process.stdout.write(`${roomFiles.length} files in rooms: median ${median} lines, longest ${longest} (${longestPath})\n`);
    expect(median).toBeLessThan(maxMedianLines);
  });

  test('names files after what they export', () => {
    const { unnamed, share } = findUnnamedFiles(roomFiles);
    process.stdout.write(
      `${(share * 100).toFixed(0)} % of the files in rooms are named after an export; not: ${unnamed.join(', ') || 'none'}\n`,
    );
    expect(share).toBeGreaterThanOrEqual(minNamedShare);
  });
});
