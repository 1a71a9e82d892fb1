import type { Command } from 'commander';
import { addCommand } from '../add-command.ts';
import type { CommandContext } from '../command-context.ts';
import { parseJson } from '../parse-json.ts';

const EXAMPLE = `durakit signal flow/menu/monday approve '{"by":"Ada"}'`;

/** `durakit signal <workflow id> <name> ['<json>']` */
export function defineSignalCommand(program: Command, { terminal }: CommandContext): void {
  addCommand(program, {
    name: 'signal',
    summary: 'send a run the event that it waits for',
    description: 'Send a run the event that its ai.waitFor(name) waits for. One sent too early is kept.',
    examples: [EXAMPLE],
  })
    .argument('<workflow id>', 'as `durakit ps` lists it')
    .argument('<name>', "the event's name")
    .argument('[payload]', 'JSON')
    .action(async (workflowId: string, name: string, text: string | undefined) => {
      const payload = parseJson(text, { what: 'payload', example: EXAMPLE });
      const { withClient } = await import('../with-client.ts');
      await withClient((client) => client.handle(workflowId).signal(name, payload));
      terminal.print(`sent '${name}' to ${workflowId}`);
    });
}
