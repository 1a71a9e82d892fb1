import { inspect } from 'node:util';
import { CommanderError } from 'commander';
import { toReason } from '../development/to-reason.ts';
import { DurakitError } from '../schemas/durakit-error.ts';
import type { StatusName } from '../schemas/status.ts';
import { EXIT_CODES, type ExitCode } from './exit-codes.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** How an error is shown. */
export interface PrintErrorOptions {
  /** As `{ "error": … }` on standard output too. */
  readonly json: boolean;
  /** With stack and causes. */
  readonly verbose: boolean;
}

/** Shows an error as one readable message and gives the exit code that it means. */
export function printError(terminal: Terminal, error: unknown, { json, verbose }: PrintErrorOptions): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_CODES.good : EXIT_CODES.usage;
  const { status, message, details } = toErrorJson(error);
  if (json) terminal.print(JSON.stringify({ error: { status, message, ...(details !== undefined && { details }) } }, null, 2));
  const isUsage = error instanceof UsageError;
  terminal.note(`${terminal.styleNote('red', 'error:')} ${isUsage ? '' : `${status}: `}${message}`);
  if (isUsage && error.example !== undefined) terminal.note(`Example: ${error.example}`);
  if (verbose) terminal.note(inspect(error));
  else if (!isUsage && !(error instanceof DurakitError)) terminal.note('More: the same command with --verbose');
  return isUsage ? EXIT_CODES.usage : EXIT_CODES.failed;
}

function toErrorJson(error: unknown): { status: StatusName; message: string; details?: unknown } {
  if (error instanceof DurakitError) return error.toJSON();
  const status = error instanceof UsageError ? 'INVALID_ARGUMENT' : 'INTERNAL';
  return { status, message: toReason(error) };
}
