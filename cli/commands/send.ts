import { Option, type Command } from 'commander';
import { addCommand } from '../add-command.ts';
import type { CommandContext } from '../command-context.ts';
import { parseJson } from '../parse-json.ts';
import { UsageError } from '../usage-error.ts';
import { ON_BUSY, type OnBusy } from '../../schemas/session-turn.ts';
import type { AgentInput } from '../../schemas/agent-input.ts';

const EXAMPLE = 'durakit send support 42 "Where is my order?"';
const EXAMPLE_INPUT = `durakit send support 42 --input '{"message":{"role":"user","content":[{"text":"Where is my order?"}]}}'`;

interface SendFlags {
  readonly input?: string;
  readonly messageId?: string;
  readonly onBusy?: OnBusy;
  readonly detach?: boolean;
  readonly from?: string;
  readonly json?: boolean;
}

type SendArguments = [agent: string, sessionId: string, text: string | undefined, flags: SendFlags];

/** `durakit send <agent> <session> <text>` */
export function defineSendCommand(program: Command, { terminal, exit }: CommandContext): void {
  addCommand(program, {
    name: 'send',
    summary: 'say something to an agent and print its answer',
    description: 'Send a turn to a session of an agent, which is begun or woken by it, wait for the answer and print it.',
    examples: [EXAMPLE, EXAMPLE_INPUT, 'durakit send support 42 "Write the report." --message-id report-1 --detach'],
  })
    .argument('<agent>', "the agent's name")
    .argument('<session>', "the session's id: any text")
    .argument('[text]', 'what you say')
    .option('--input <json>', 'a whole input instead: { message, resume, detach }')
    .option('--message-id <id>', 'the same id twice is the same turn')
    .addOption(new Option('--on-busy <what>', 'what becomes of it while another turn runs (default: queue)').choices(ON_BUSY))
    .option('--detach', 'return at once; the turn goes on')
    .option('--from <snapshot id>', 'go on from this snapshot: a branch, where it is not the newest')
    .option('--json', 'print { sessionId, snapshotId, finishReason, message, … }')
    .action(async (...[agent, sessionId, text, flags]: SendArguments) => {
      const input = toInput(text, flags);
      const { messageId, onBusy, from, json = false } = flags;
      const [{ sendText }, { withClient }] = await Promise.all([import('../sessions/send-text.ts'), import('../with-client.ts')]);
      const options = { messageId, onBusy, ...(from !== undefined && { init: { snapshotId: from } }) };
      exit(await withClient((client) => sendText(client, terminal, { agent, sessionId, input, options, json })));
    });
}

function toInput(text: string | undefined, { input, detach = false }: SendFlags): AgentInput {
  if ((text === undefined) === (input === undefined)) throw new UsageError('Give either a text or --input.', EXAMPLE);
  const whole = parseJson(input, { what: 'value of --input', example: EXAMPLE_INPUT }) as AgentInput | undefined;
  const given = whole ?? { message: { role: 'user', content: [{ text: text ?? '' }] } };
  return detach ? { ...given, detach } : given;
}
