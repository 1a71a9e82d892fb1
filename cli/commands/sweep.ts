import type { Command } from 'commander';
import { addCommand } from '../add-command.ts';
import type { CommandContext } from '../command-context.ts';

/** `durakit sweep` */
export function defineSweepCommand(program: Command, { terminal }: CommandContext): void {
  addCommand(program, {
    name: 'sweep',
    summary: 'delete stored payloads and messages that nobody needs',
    description:
      'Delete long inputs and results from the database that no run of the namespace refers to, and messages that no run and no session needs, where nobody has used them for the grace period.',
    examples: ['durakit sweep', 'durakit sweep --grace 30d'],
  })
    .option('--grace <duration>', 'how long it was not used at least', '7d')
    .action(async ({ grace }: { grace: string }) => {
      const [{ requireDatabaseUrl }, { withClient }, { sweepPayloads }, { sweepConversations }, { formatBytes }] = await Promise.all([
        import('../find-database-url.ts'),
        import('../with-client.ts'),
        import('../../client/sweep-payloads.ts'),
        import('../../client/sweep-conversations.ts'),
        import('../format/format-bytes.ts'),
      ]);
      const databaseUrl = requireDatabaseUrl();
      const onProgress = (runs: number): void => void (runs % 100 === 0 && terminal.note(`${runs} histories read`));
      const { payloads, conversations } = await withClient(async ({ temporal }) => {
        const options = { databaseUrl, grace: grace as '7d' };
        const payloads = await sweepPayloads(temporal, { ...options, onProgress });
        return { payloads, conversations: await sweepConversations(temporal, options) };
      });
      const { runs, deleted, bytes } = payloads;
      terminal.print(`${deleted} payload${deleted === 1 ? '' : 's'} deleted (${formatBytes(bytes)}), ${runs} histories read`);
      const { deleted: messages, released } = conversations;
      terminal.print(`${messages} message${messages === 1 ? '' : 's'} deleted, ${released} ended run${released === 1 ? '' : 's'} released`);
    });
}
