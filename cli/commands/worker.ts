import { InvalidArgumentError, Option, type Command } from 'commander';
import type { WorkerOptions } from '../../workers/worker-options.ts';
import { addCommand } from '../add-command.ts';
import { checkFiles } from '../check-files.ts';
import type { CommandContext } from '../command-context.ts';
import { createNumberParser } from '../create-number-parser.ts';

const EXAMPLE = 'durakit worker app.ts';

interface CommandOptions {
  readonly taskQueue?: string;
  readonly concurrency?: number;
  readonly requestsPerSecond?: number;
  readonly deployment?: { readonly name: string; readonly buildId: string };
  readonly logLevel?: NonNullable<WorkerOptions['logLevel']>;
}

/** `durakit worker <app...>` */
export function defineWorkerCommand(program: Command, { terminal }: CommandContext): void {
  addCommand(program, {
    name: 'worker',
    summary: "run an app's flows and steps",
    description: "Run an app's flows and steps. Start as many as you like. SIGTERM drains it.",
    examples: [EXAMPLE, 'durakit worker app.ts --task-queue orders --concurrency 20 --deployment shop:2025-11-21'],
  })
    .argument('<app...>', "the app's modules")
    .option('--task-queue <name>', 'default: DURAKIT_TASK_QUEUE, else durakit')
    .option('--concurrency <n>', 'steps and model calls at once (default: 100)', createNumberParser())
    .option('--requests-per-second <n>', 'steps and model calls that all workers of the queue start in a second', parseRate)
    .option('--deployment <name:build>', 'worker versioning: old runs move on to this build', parseDeployment)
    .addOption(new Option('--log-level <level>', "of Temporal's SDK (default: warn)").choices(['trace', 'debug', 'info', 'warn', 'error']))
    .action(async (app: string[], { taskQueue, concurrency, requestsPerSecond, deployment, logLevel }: CommandOptions) => {
      checkFiles(app, { what: "the app's module", example: EXAMPLE });
      const [{ findDatabaseUrl }, { runWorker }] = await Promise.all([
        import('../find-database-url.ts'),
        import('../../workers/run-worker.ts'),
      ]);
      // As with Temporal's address: where a `durakit dev` runs in this folder, its database is meant.
      process.env['DATABASE_URL'] ??= findDatabaseUrl() ?? '';
      await runWorker(
        {
          app,
          ...(taskQueue !== undefined && { temporal: { taskQueue } }),
          ...(concurrency !== undefined && { concurrency: { actions: concurrency } }),
          ...(requestsPerSecond !== undefined && { requestsPerSecond }),
          ...(deployment !== undefined && { deployment }),
          ...(logLevel !== undefined && { logLevel }),
        },
        (line) => terminal.print(line),
      );
    });
}

function parseRate(text: string): number {
  const rate = Number(text);
  if (/^\d+(\.\d+)?$/.test(text) && rate > 0) return rate;
  throw new InvalidArgumentError('It must be a number above 0, as in 5 or 0.5.');
}

function parseDeployment(text: string): { name: string; buildId: string } {
  const [, name, buildId] = /^([^:]+):(.+)$/.exec(text) ?? [];
  if (name === undefined || buildId === undefined) throw new InvalidArgumentError('It must be name:build, as in shop:2025-11-21.');
  return { name, buildId };
}
