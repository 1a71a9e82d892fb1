import type { Command } from 'commander';
import { addCommand } from '../add-command.ts';
import type { CommandContext } from '../command-context.ts';
import { parseJson } from '../parse-json.ts';

const EXAMPLE = `durakit run menu '{"theme":"pirate"}'`;

interface RunOptions {
  readonly id?: string;
  readonly json?: boolean;
  readonly wait: boolean;
}

/** `durakit run <flow> ['<json>']` */
export function defineRunCommand(program: Command, { terminal, exit }: CommandContext): void {
  addCommand(program, {
    name: 'run',
    summary: 'run a flow and print its result',
    description: 'Start a run of a flow, wait for its result and print it.',
    examples: [EXAMPLE, `durakit run menu '{"theme":"pirate"}' --id monday --json`],
  })
    .argument('<flow>', "the flow's name")
    .argument('[input]', 'its input as JSON; left out, the flow gets none')
    .option('--id <id>', "the run's own name: the same id twice is the same run")
    .option('--json', 'print { id, workflowId, status, result | error }')
    .option('--no-wait', 'print the workflow id and do not wait for the result')
    .action(async (flow: string, text: string | undefined, { id, json = false, wait }: RunOptions) => {
      const input = parseJson(text, { what: 'input', example: EXAMPLE });
      const [{ startRun }, { withClient }] = await Promise.all([import('../start-run.ts'), import('../with-client.ts')]);
      exit(await withClient((client) => startRun(client, terminal, { flow, input, id, json, wait })));
    });
}
