import type { Command } from 'commander';
import { addCommand } from '../add-command.ts';
import type { CommandContext } from '../command-context.ts';

/** `durakit cancel <workflow id>` */
export function defineCancelCommand(program: Command, { terminal }: CommandContext): void {
  addCommand(program, {
    name: 'cancel',
    summary: 'ask a run to stop',
    description: 'Ask a run to stop: its running step is aborted and its flow may clean up.',
    examples: ['durakit cancel flow/menu/monday --reason "the guests left"', 'durakit cancel flow/menu/monday --force'],
  })
    .argument('<workflow id>', 'as `durakit ps` lists it')
    .option('--reason <text>', 'why; kept in its history')
    .option('--force', 'end it at once; nothing in it can react. For runs that do not fit the code any more')
    .action(async (workflowId: string, { reason, force = false }: { reason?: string; force?: boolean }) => {
      const { withClient } = await import('../with-client.ts');
      await withClient((client) => (force ? client.handle(workflowId).terminate(reason) : client.handle(workflowId).cancel(reason)));
      terminal.print(`${force ? 'terminated' : 'cancel requested'}: ${workflowId}`);
    });
}
