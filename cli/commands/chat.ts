import type { Command } from 'commander';
import { addCommand } from '../add-command.ts';
import type { CommandContext } from '../command-context.ts';

/** `durakit chat <agent> [session]` */
export function defineChatCommand(program: Command, { terminal, exit }: CommandContext): void {
  addCommand(program, {
    name: 'chat',
    summary: 'talk to an agent',
    description:
      'Talk to an agent in the terminal. Close it whenever you like, also in the middle of an answer: the session goes on, and the same command ' +
      'opens it where it is. With a pipe as its input it reads a message a line and prints the answers.',
    examples: ['durakit chat support', 'durakit chat support 42', 'echo "Where is my order?" | durakit chat support 42'],
  })
    .argument('<agent>', "the agent's name")
    .argument('[session]', "the session's id, any text; left out, a new one")
    .action(async (agent: string, sessionId?: string) => {
      const [{ runChat }, { withClient }] = await Promise.all([import('../chat/run-chat.ts'), import('../with-client.ts')]);
      exit(await withClient((client) => runChat(client, terminal, { agent, sessionId })));
    });
}
