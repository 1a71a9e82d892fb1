import type { Command } from 'commander';
import { addCommand } from '../add-command.ts';
import type { CommandContext } from '../command-context.ts';
import { parseJson } from '../parse-json.ts';

const EXAMPLE = `durakit respond flow/order/monday approve '{"yes":true}'`;

interface RespondFlags {
  readonly restart?: boolean;
  readonly resumed?: string;
}

type RespondArguments = [workflowId: string, tool: string | undefined, text: string | undefined, flags: RespondFlags];

/** `durakit respond <workflow id> [<tool[#ref]> ['<json>']]` */
export function defineRespondCommand(program: Command, { terminal }: CommandContext): void {
  addCommand(program, {
    name: 'respond',
    summary: 'answer a question that a tool asks',
    description:
      "Answer the interrupt that a run's ai.waitForReply, or an agent's session, waits for, or have its tool run again. Without a tool: list what is asked. " +
      'An answer that does not fit the tool is refused and changes nothing.',
    examples: [
      'durakit respond flow/order/monday',
      EXAMPLE,
      'durakit respond agent/support/42 refund --restart',
      `durakit respond flow/order/monday charge#2 --restart --resumed '{"approvedBy":"Ada"}'`,
    ],
  })
    .argument('<workflow id>', 'as `durakit ps` lists it')
    .argument('[tool]', "the tool's name; with #ref where several of its calls wait")
    .argument('[json]', "the answer; with --restart the tool's new input")
    .option('--restart', 'have the tool run again instead of answering in its place')
    .option('--resumed <json>', 'with --restart: what the tool sees as `resumed`, default true')
    .action(async (...given: RespondArguments) => {
      const [workflowId, tool, text, { restart = false, resumed }] = given;
      const value = parseJson(text, { what: 'answer', example: EXAMPLE });
      const note = parseJson(resumed, { what: 'value of --resumed', example: EXAMPLE });
      const { withClient } = await import('../with-client.ts');
      await withClient(async (client) => {
        const handle = client.handle(workflowId);
        if (tool === undefined) {
          const { formatInterrupts } = await import('../format/format-interrupts.ts');
          for (const line of formatInterrupts(await handle.interrupts())) terminal.print(line);
        } else if (restart) {
          await handle.restart(tool, { ...(note !== undefined && { resumed: note }), ...(value !== undefined && { input: value }) });
          terminal.print(`'${tool}' of ${workflowId} runs again`);
        } else {
          await handle.respond(tool, value);
          terminal.print(`answered '${tool}' of ${workflowId}`);
        }
      });
    });
}
