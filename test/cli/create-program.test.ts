import { describe, expect, test } from '@jest/globals';
import { createProgram } from '../../cli/create-program.ts';
import { printError } from '../../cli/print-error.ts';
import { createRecordingTerminal, type RecordingTerminal } from './recording-terminal.ts';

async function use(...commandLine: string[]): Promise<{ code: number; terminal: RecordingTerminal }> {
  const terminal = createRecordingTerminal();
  const program = createProgram({ terminal, exit: () => undefined });
  try {
    await program.parseAsync(commandLine, { from: 'user' });
    return { code: 0, terminal };
  } catch (error) {
    return { code: printError(terminal, error, { json: false, verbose: false }), terminal };
  }
}

describe('wrong use is exit code 2, says what was wrong and shows an example', () => {
  test.each([
    ['an unknown command', ['rnu'], /unknown command 'rnu'[^]*Did you mean run\?[^]*Example: durakit dev app\.ts/],
    ['an unknown option', ['ps', '--lmit', '3'], /unknown option '--lmit'[^]*Example: durakit ps/],
    ['a missing argument', ['show'], /missing required argument 'workflow id'[^]*Example: durakit show flow/],
    ['too many arguments', ['migrate', 'now'], /too many arguments[^]*Example: durakit migrate/],
    ['a number that is none', ['ps', '--limit', 'many'], /'many' is invalid\. It must be a whole number of at least 1\./],
    ['a port that is none', ['serve', 'app.ts', '--port', '70000'], /It must be a whole number from 0 to 65535\./],
    ['a state that does not exist', ['ps', '--status', 'done'], /Allowed choices are running, completed/],
    ['an input that is no JSON', ['run', 'menu', '{theme}'], /The input is not JSON[^]*Example: durakit run menu '\{"theme":"pirate"\}'/],
    ['a payload that is no JSON', ['signal', 'flow/menu/a', 'go', 'now'], /The payload is not JSON/],
    ['an answer that is no JSON', ['respond', 'flow/menu/a', 'approve', 'yes'], /The answer is not JSON[^]*Example: durakit respond flow/],
    [
      'a note for a tool that is no JSON',
      ['respond', 'flow/menu/a', 'pay', '--restart', '--resumed', 'yes'],
      /The value of --resumed is not JSON/,
    ],
    ['an answer to no run', ['respond'], /missing required argument 'workflow id'/],
    ['an app that is not there', ['dev', 'nowhere.ts'], /There is no file nowhere\.ts[^]*Example: durakit dev app\.ts/],
    ['a history that is not there', ['replay', 'nowhere.json', '--app', 'app.ts'], /There is no file nowhere\.json/],
    ['a replay without an app', ['replay', 'a.json'], /required option '--app <file>' not specified/],
    ['a turn that says nothing', ['send', 'support', '42'], /Give either a text or --input\.[^]*Example: durakit send support 42/],
    ['a turn that is no JSON', ['send', 'support', '42', '--input', '{hi}'], /The value of --input is not JSON/],
    [
      'a way to be busy that does not exist',
      ['send', 'support', '42', 'hi', '--on-busy', 'wait'],
      /Allowed choices are queue, interrupt, reject/,
    ],
    ['a chat with nobody', ['chat'], /missing required argument 'agent'[^]*Example: durakit chat support/],
    [
      'a session without its id',
      ['sessions', 'show', 'support'],
      /missing required argument 'session'[^]*All options: durakit sessions show --help/,
    ],
    ['a sweep without an age', ['sessions', 'sweep'], /required option '--older-than <duration>' not specified/],
    ['a deployment without a build', ['worker', 'app.ts', '--deployment', 'shop'], /It must be name:build/],
  ])('%s', async (_name, commandLine, message) => {
    const { code, terminal } = await use(...commandLine);
    expect(code).toBe(2);
    expect(terminal.notes.join('\n')).toMatch(message);
    expect(terminal.output).toEqual([]);
  });

  test('no command at all shows the help', async () => {
    const { code, terminal } = await use();
    expect(code).toBe(2);
    expect(terminal.notes.join('\n')).toContain('Usage: durakit');
  });
});

test('help and version are good', async () => {
  const help = await use('run', '--help');
  expect(help.code).toBe(0);
  expect(help.terminal.output.join('\n')).toMatch(/Usage: durakit run[^]*Examples:/);
  expect(await use('--version')).toMatchObject({ code: 0, terminal: { output: [expect.stringMatching(/^\d+\.\d+\.\d+/)] } });
});

test('every command is in the help', async () => {
  const { terminal } = await use('--help');
  const listed = [...terminal.output.join('\n').matchAll(/^ {2}(\w+) /gm)].map(([, name]) => name);
  expect(listed).toEqual(
    expect.arrayContaining([
      'dev',
      'worker',
      'serve',
      'run',
      'signal',
      'respond',
      'cancel',
      'send',
      'chat',
      'sessions',
      'ps',
      'show',
      'export',
      'replay',
      'check',
      'migrate',
      'doctor',
    ]),
  );
});
