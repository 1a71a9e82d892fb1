import type { Command } from 'commander';
import { addCommand } from '../add-command.ts';
import type { CommandContext } from '../command-context.ts';

/** `durakit sweep` */
export function defineSweepCommand(program: Command, { terminal }: CommandContext): void {
  addCommand(program, {
    name: 'sweep',
    summary: 'delete stored payloads that no run needs',
    description:
      'Delete long inputs and results from the database that no run of the namespace refers to, and that nobody has used for the grace period.',
    examples: ['durakit sweep', 'durakit sweep --grace 30d'],
  })
    .option('--grace <duration>', 'how long a payload was not used at least', '7d')
    .action(async ({ grace }: { grace: string }) => {
      const [{ requireDatabaseUrl }, { withClient }, { sweepPayloads }, { formatBytes }] = await Promise.all([
        import('../find-database-url.ts'),
        import('../with-client.ts'),
        import('../../client/sweep-payloads.ts'),
        import('../format/format-bytes.ts'),
      ]);
      const databaseUrl = requireDatabaseUrl();
      const onProgress = (runs: number): void => void (runs % 100 === 0 && terminal.note(`${runs} histories read`));
      const { runs, deleted, bytes } = await withClient(({ temporal }) =>
        sweepPayloads(temporal, { databaseUrl, grace: grace as '7d', onProgress }),
      );
      terminal.print(`${deleted} payload${deleted === 1 ? '' : 's'} deleted (${formatBytes(bytes)}), ${runs} histories read`);
    });
}
