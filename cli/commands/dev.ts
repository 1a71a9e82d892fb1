import type { Command } from 'commander';
import { addCommand } from '../add-command.ts';
import { checkFiles } from '../check-files.ts';
import type { CommandContext } from '../command-context.ts';
import { parseJson } from '../parse-json.ts';
import { parsePort } from '../create-number-parser.ts';

const EXAMPLE = `durakit dev app.ts --run menu --input '{"theme":"pirate"}'`;

interface CommandOptions {
  readonly once?: boolean;
  readonly fresh?: boolean;
  readonly port: number;
  readonly server: boolean;
  readonly run?: string;
  readonly input?: string;
}

/** `durakit dev <app...>` */
export function defineDevCommand(program: Command, { terminal, exit }: CommandContext): void {
  addCommand(program, {
    name: 'dev',
    summary: 'start all that an app needs, and reload it',
    description: 'Start all that an app needs (Temporal, Postgres, a worker that reloads, the HTTP server) and run a flow.',
    examples: ['durakit dev app.ts', EXAMPLE],
  })
    .argument('<app...>', "the app's modules")
    .option('--run <flow>', 'run this flow once all is up; the only one of an app need not be named')
    .option('--input <json>', 'its input')
    .option('--once', 'stop after the result: exit code 0, or 1 if the run failed')
    .option('--fresh', 'empty the data of Temporal and Postgres first')
    .option('--port <n>', 'of the HTTP server; the next free one where it is in use', parsePort, 3400)
    .option('--no-server', 'without the HTTP server')
    .action(async (app: string[], { once = false, fresh = false, port, server, run, input }: CommandOptions) => {
      checkFiles(app, { what: "the app's module", example: EXAMPLE });
      const parsed = parseJson(input, { what: 'input', example: EXAMPLE });
      // Loading the rest takes a moment.
      terminal.note(`Starting ${app.join(', ')}`);
      const { runDev } = await import('../dev/run-dev.ts');
      const firstRun = run !== undefined || input !== undefined || once ? { flow: run, input: parsed } : undefined;
      exit(await runDev(terminal, { app, fresh, once, port: server ? port : undefined, firstRun }));
    });
}
