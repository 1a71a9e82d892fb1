import { Option, type Command } from 'commander';
import type { ListRunsOptions } from '../../client/list-runs.ts';
import { addCommand } from '../add-command.ts';
import type { CommandContext } from '../command-context.ts';
import { createNumberParser } from '../create-number-parser.ts';

const STATUSES = ['running', 'completed', 'failed', 'cancelled', 'terminated', 'continued_as_new', 'timed_out'] as const;

/** `durakit ps` */
export function definePsCommand(program: Command, { terminal }: CommandContext): void {
  addCommand(program, {
    name: 'ps',
    summary: 'list runs',
    description: 'List runs, newest first.',
    examples: ['durakit ps --flow menu --status running'],
  })
    .option('--flow <name>', 'only runs of this flow')
    .addOption(new Option('--status <status>', 'only runs in this state').choices(STATUSES))
    .option('--limit <n>', 'at most so many', createNumberParser(), 20)
    .option('--json', 'print an array')
    .action(async ({ json = false, ...filter }: ListRunsOptions & { json?: boolean }) => {
      const [{ withClient }, { formatRuns }] = await Promise.all([import('../with-client.ts'), import('../format/format-runs.ts')]);
      const runs = await withClient(async (client) => await Array.fromAsync(client.list(filter)));
      if (json) terminal.print(JSON.stringify(runs, null, 2));
      else if (runs.length === 0) terminal.note('No runs. Start one with: durakit run <flow>');
      else for (const line of formatRuns(runs, { terminal, now: Date.now() })) terminal.print(line);
    });
}
