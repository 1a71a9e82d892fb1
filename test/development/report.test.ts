import { describe, expect, test } from '@jest/globals';
import { PassThrough } from 'node:stream';
import { createReport } from '../../development/report.ts';

function writeAll(terminal: boolean): string {
  const stream = Object.assign(new PassThrough(), { isTTY: terminal, columns: 24 });
  const report = createReport(stream as unknown as NodeJS.WriteStream);
  report('started');
  report('loading [####----] 50%, and more', { passing: true });
  report('loading [########] 100%', { passing: true });
  report('done');
  return String(stream.read());
}

describe('createReport', () => {
  test('on a terminal a passing line is cut to the width and overwritten', () => {
    const clear = '\r\u001B[2K';
    expect(writeAll(true)).toBe(
      [clear, 'started\n', clear, 'loading [####----] 50%,', clear, 'loading [########] 100%', clear, 'done\n'].join(''),
    );
  });

  test('elsewhere passing lines are rare', () => {
    expect(writeAll(false)).toBe('started\ndone\n');
  });
});
