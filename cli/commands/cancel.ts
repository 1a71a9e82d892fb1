import type { Command } from 'commander';
import { addCommand } from '../add-command.ts';
import type { CommandContext } from '../command-context.ts';

/** `durakit cancel <workflow id>` */
export function defineCancelCommand(program: Command, { terminal }: CommandContext): void {
  addCommand(program, {
    name: 'cancel',
    summary: 'ask a run to stop',
    description: 'Ask a run to stop: its running step is aborted and its flow may clean up.',
    examples: ['durakit cancel flow/menu/monday --reason "the guests left"'],
  })
    .argument('<workflow id>', 'as `durakit ps` lists it')
    .option('--reason <text>', 'why; kept in its history')
    .action(async (workflowId: string, { reason }: { reason?: string }) => {
      const { withClient } = await import('../with-client.ts');
      await withClient((client) => client.handle(workflowId).cancel(reason));
      terminal.print(`cancel requested: ${workflowId}`);
    });
}
