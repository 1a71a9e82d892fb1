import { describe, expect, test } from '@jest/globals';
import { CommanderError } from 'commander';
import { printError } from '../../cli/print-error.ts';
import { UsageError } from '../../cli/usage-error.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import { createRecordingTerminal } from './recording-terminal.ts';

const plain = { json: false, verbose: false };
const notFound = new DurakitError({ status: 'NOT_FOUND', message: 'no such run', details: { id: 1 }, cause: new Error('the cause') });

describe('printError', () => {
  test('an error is one line with its status, and exit code 1', () => {
    const terminal = createRecordingTerminal();
    expect(printError(terminal, notFound, plain)).toBe(1);
    expect(terminal).toMatchObject({ output: [], notes: ['error: NOT_FOUND: no such run'] });
  });

  test('a wrong use shows an example, and is exit code 2', () => {
    const terminal = createRecordingTerminal();
    expect(printError(terminal, new UsageError('There is no file x.ts.', 'durakit dev app.ts'), plain)).toBe(2);
    expect(terminal.notes).toEqual(['error: There is no file x.ts.', 'Example: durakit dev app.ts']);
  });

  test('with --json the error stands on standard output too', () => {
    const terminal = createRecordingTerminal();
    printError(terminal, notFound, { ...plain, json: true });
    expect(JSON.parse(terminal.output.join(''))).toEqual({ error: { status: 'NOT_FOUND', message: 'no such run', details: { id: 1 } } });
  });

  test('stack and causes are shown when they are asked for', () => {
    const terminal = createRecordingTerminal();
    printError(terminal, notFound, { ...plain, verbose: true });
    expect(terminal.notes.join('\n')).toMatch(/print-error\.test.*the cause/s);
  });

  test('a foreign error says how to see more', () => {
    const terminal = createRecordingTerminal();
    expect(printError(terminal, new TypeError('boom'), plain)).toBe(1);
    expect(terminal.notes).toEqual(['error: INTERNAL: boom', 'More: the same command with --verbose']);
  });

  test('what commander has said is not said again', () => {
    const terminal = createRecordingTerminal();
    expect(printError(terminal, new CommanderError(1, 'commander.unknownCommand', 'unknown'), plain)).toBe(2);
    expect(printError(terminal, new CommanderError(0, 'commander.helpDisplayed', 'help'), plain)).toBe(0);
    expect(terminal.notes).toEqual([]);
  });
});
