import { Command } from 'commander';
import type { CommandContext } from './command-context.ts';
import { defineCancelCommand } from './commands/cancel.ts';
import { defineChatCommand } from './commands/chat.ts';
import { defineCheckCommand } from './commands/check.ts';
import { defineDevCommand } from './commands/dev.ts';
import { defineDoctorCommand } from './commands/doctor.ts';
import { defineExportCommand } from './commands/export.ts';
import { defineMigrateCommand } from './commands/migrate.ts';
import { definePsCommand } from './commands/ps.ts';
import { defineReplayCommand } from './commands/replay.ts';
import { defineRespondCommand } from './commands/respond.ts';
import { defineRunCommand } from './commands/run.ts';
import { defineSendCommand } from './commands/send.ts';
import { defineServeCommand } from './commands/serve.ts';
import { defineSessionsCommand } from './commands/sessions.ts';
import { defineShowCommand } from './commands/show.ts';
import { defineSignalCommand } from './commands/signal.ts';
import { defineSweepCommand } from './commands/sweep.ts';
import { defineWorkerCommand } from './commands/worker.ts';
import { readPackageVersion } from './read-package-version.ts';

const DEFINITIONS = [
  defineDevCommand,
  defineWorkerCommand,
  defineServeCommand,
  defineRunCommand,
  defineSignalCommand,
  defineRespondCommand,
  defineCancelCommand,
  defineSendCommand,
  defineChatCommand,
  defineSessionsCommand,
  definePsCommand,
  defineShowCommand,
  defineExportCommand,
  defineReplayCommand,
  defineCheckCommand,
  defineMigrateCommand,
  defineSweepCommand,
  defineDoctorCommand,
];

/** All commands. Commander throws instead of ending the process. */
export function createProgram(context: CommandContext): Command {
  const program = new Command('durakit')
    .description('Runs AI flows that survive crashes and deploys, on Temporal and Postgres.')
    .version(readPackageVersion())
    .exitOverride()
    .configureOutput({
      writeOut: (text) => context.terminal.print(text.trimEnd()),
      writeErr: (text) => context.terminal.note(text.trimEnd()),
    })
    .showHelpAfterError('Example: durakit dev app.ts\nAll commands: durakit --help')
    .addHelpText('after', '\nExit codes: 0 good, 1 the run failed or something could not be done, 2 wrong use.');
  for (const define of DEFINITIONS) define(program, context);
  return program;
}
