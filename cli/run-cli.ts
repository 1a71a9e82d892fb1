import type { Command } from 'commander';
import { createProgram } from './create-program.ts';
import type { ExitCode } from './exit-codes.ts';
import { printError } from './print-error.ts';
import { createTerminal } from './terminal.ts';

/** After a command is done, connections that do not close by themselves are not waited for longer than this. */
const LINGER_MILLISECONDS = 2_000;

/** Runs one command line (without `node` and the script) and sets the process's exit code. */
export async function runCli(commandLine: readonly string[]): Promise<void> {
  const terminal = createTerminal();
  let exitCode: ExitCode = 0;
  let running: Command | undefined;
  const program = createProgram({ terminal, exit: (code) => void (exitCode = code) });
  program.hook('preAction', (_program, command) => void (running = command));
  try {
    await program.parseAsync(commandLine, { from: 'user' });
  } catch (error) {
    const { json = false, verbose = false } = running?.opts<{ json?: boolean; verbose?: boolean }>() ?? {};
    exitCode = printError(terminal, error, { json, verbose: verbose || Boolean(process.env['DEBUG']) });
  }
  process.exitCode = exitCode;
  setTimeout(() => process.exit(), LINGER_MILLISECONDS).unref();
}
