import type { Command } from 'commander';
import { addCommand } from '../add-command.ts';
import type { CommandContext } from '../command-context.ts';

/** `durakit show <workflow id>` */
export function defineShowCommand(program: Command, { terminal }: CommandContext): void {
  addCommand(program, {
    name: 'show',
    summary: 'tell what happened in a run',
    description: 'Tell what happened in a run: its steps with tries, durations, sizes and errors, waits, child runs, events.',
    examples: ['durakit show flow/menu/monday'],
  })
    .argument('<workflow id>', 'as `durakit ps` lists it')
    .option('--json', 'print the timeline as an object')
    .action(async (workflowId: string, { json = false }: { json?: boolean }) => {
      const [{ withClient }, { readRunReport }, { formatRun }] = await Promise.all([
        import('../with-client.ts'),
        import('../../client/run-report.ts'),
        import('../format/format-run.ts'),
      ]);
      const run = await withClient(({ temporal }) => readRunReport(temporal, workflowId));
      if (json) terminal.print(JSON.stringify(run, null, 2));
      else for (const line of formatRun(run, { style: terminal.style, now: Date.now() })) terminal.print(line);
    });
}
