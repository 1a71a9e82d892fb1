import type { Command } from 'commander';
import { addCommand } from '../add-command.ts';
import type { CommandContext } from '../command-context.ts';

/** `durakit export <workflow id>` */
export function defineExportCommand(program: Command, { terminal }: CommandContext): void {
  addCommand(program, {
    name: 'export',
    summary: "write a run's history to a file",
    description: "Write a run's history as JSON: `durakit replay` and the Temporal UI read it. It holds the run's inputs and results.",
    examples: ['durakit export flow/menu/monday -o test/histories/menu.json'],
  })
    .argument('<workflow id>', 'as `durakit ps` lists it')
    .option('-o, --output <file>', 'where to; left out, it is printed')
    .action(async (workflowId: string, { output }: { output?: string }) => {
      const [{ withClient }, { writeHistory }] = await Promise.all([import('../with-client.ts'), import('../write-history.ts')]);
      const history = await withClient((client) => client.handle(workflowId).history());
      if (output === undefined) terminal.print(JSON.stringify(history, null, 2));
      else terminal.note(await writeHistory(output, history));
    });
}
