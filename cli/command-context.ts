import type { ExitCode } from './exit-codes.ts';
import type { Terminal } from './terminal.ts';

/** What every command gets. */
export interface CommandContext {
  readonly terminal: Terminal;
  /** Sets what the process exits with when the command is done; without a call it is 0. */
  exit(code: ExitCode): void;
}
