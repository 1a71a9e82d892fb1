import { Option, type Command } from 'commander';
import type { SessionFilter } from '../../schemas/session-listing.ts';
import { addCommand } from '../add-command.ts';
import type { CommandContext } from '../command-context.ts';
import { createNumberParser } from '../create-number-parser.ts';
import { EXIT_CODES } from '../exit-codes.ts';

const STATUSES = ['pending', 'completed', 'aborted', 'failed'] as const;
const MOST_LISTED = 500;
const MOST_FOUND = 200;

/** `durakit sessions [list | show | search | abort | delete | sweep]` */
export function defineSessionsCommand(program: Command, context: CommandContext): void {
  const sessions = addCommand(program, {
    name: 'sessions',
    summary: 'list, read, search and delete the sessions of agents',
    description: 'List the sessions of agents, the one that was changed last first, or do something with one of them.',
    examples: ['durakit sessions --agent support', 'durakit sessions show support 42', 'durakit sessions search "late delivery"'],
  });
  // without a name: the list
  defineList(sessions, context);
  defineShow(sessions, context);
  defineSearch(sessions, context);
  defineAbort(sessions, context);
  defineDelete(sessions, context);
  defineSweep(sessions, context);
}

function defineList(sessions: Command, { terminal }: CommandContext): void {
  const list = addCommand(sessions, {
    name: 'list',
    isDefault: true,
    summary: 'the sessions, the one that was changed last first',
    description: 'List sessions, the one that was changed last first.',
    examples: ['durakit sessions list --agent support --status failed'],
  });
  list
    .option('--agent <name>', 'only sessions of this agent')
    .option('--user <id>', 'only sessions of this user (`context.auth.uid`)')
    .addOption(new Option('--status <status>', 'only where the newest snapshot is in this state').choices(STATUSES))
    .option('--limit <n>', 'at most so many', createNumberParser({ maximum: MOST_LISTED }), 20)
    .option('--after <cursor>', 'the next page: `next` of the page before, as --json prints it')
    .option('--json', 'print { sessions, next? }')
    .action(async ({ json = false, ...filter }: SessionFilter & { json?: boolean }) => {
      const [{ withClient }, { formatSessions }] = await Promise.all([import('../with-client.ts'), import('../format/format-sessions.ts')]);
      const page = await withClient((client) => client.sessions.list(filter));
      if (json) terminal.print(JSON.stringify(page, null, 2));
      else if (page.sessions.length === 0) terminal.note('No sessions. Begin one with: durakit chat <agent>');
      else for (const line of formatSessions(page.sessions, terminal)) terminal.print(line);
      if (!json && page.next !== undefined) terminal.note('There are more: give a higher --limit.');
    });
}

function defineShow(sessions: Command, { terminal }: CommandContext): void {
  addSessionCommand(sessions, {
    name: 'show',
    summary: 'what was said, what is asked, and the snapshots',
    description: 'Show a session: what was said, what its tools ask, its artifacts and snapshots.',
    examples: ['durakit sessions show support 42'],
  })
    .option('--json', 'print { agent, sessionId, status, snapshot, questions, history }')
    .action(async (agent: string, sessionId: string, { json = false }: { json?: boolean }) => {
      const [{ withClient }, { readSession }, { formatSession }] = await Promise.all([
        import('../with-client.ts'),
        import('../sessions/read-session.ts'),
        import('../format/format-session.ts'),
      ]);
      const report = await withClient((client) => readSession(client, { agent, sessionId }));
      if (json) terminal.print(JSON.stringify(report, null, 2));
      else for (const line of formatSession(report, terminal)) terminal.print(line);
    });
}

interface SearchFlags {
  readonly agent?: string;
  readonly user?: string;
  readonly limit: number;
  readonly json?: boolean;
}

function defineSearch(sessions: Command, { terminal }: CommandContext): void {
  addCommand(sessions, {
    name: 'search',
    summary: 'full text over what was said',
    description: 'Search what was said, the best first, in the manner of web searches.',
    examples: [`durakit sessions search 'refund -soup "late delivery"'`],
  })
    .argument('<words...>', 'what to look for')
    .option('--agent <name>', 'only sessions of this agent')
    .option('--user <id>', 'only sessions of this user')
    .option('--limit <n>', 'at most so many', createNumberParser({ maximum: MOST_FOUND }), 20)
    .option('--json', 'print an array')
    .action(async (words: string[], { json = false, ...filter }: SearchFlags) => {
      const [{ withClient }, { formatMatches }] = await Promise.all([import('../with-client.ts'), import('../format/format-sessions.ts')]);
      const matches = await withClient((client) => client.sessions.search({ text: words.join(' '), ...filter }));
      if (json) terminal.print(JSON.stringify(matches, null, 2));
      else if (matches.length === 0) terminal.note('Nobody has said that.');
      else for (const line of formatMatches(matches, terminal)) terminal.print(line);
    });
}

function defineAbort(sessions: Command, { terminal, exit }: CommandContext): void {
  addSessionCommand(sessions, {
    name: 'abort',
    summary: 'stop the turn that runs',
    description: 'Stop the turn that runs. What was said before is kept, and turns that wait are run.',
    examples: ['durakit sessions abort support 42'],
  }).action(async (agent: string, sessionId: string) => {
    const { withClient } = await import('../with-client.ts');
    const isAwake = await withClient((client) => client.sessions.abort({ agent, sessionId }));
    if (isAwake) terminal.print(`abort requested: ${agent} ${sessionId}`);
    else terminal.note(`Nothing runs: session '${sessionId}' of agent '${agent}' sleeps, or was never begun.`);
    if (!isAwake) exit(EXIT_CODES.failed);
  });
}

function defineDelete(sessions: Command, { terminal, exit }: CommandContext): void {
  addSessionCommand(sessions, {
    name: 'delete',
    summary: 'delete a session with all that it holds',
    description: 'Delete a session: its run is ended, its messages, snapshots and artifacts are gone. It asks first, unless you say --yes.',
    examples: ['durakit sessions delete support 42 --yes'],
  })
    .option('--yes', 'do not ask')
    .action(async (agent: string, sessionId: string, { yes = false }: { yes?: boolean }) => {
      const [{ withClient }, { confirm }] = await Promise.all([import('../with-client.ts'), import('../confirm.ts')]);
      const question = `Delete session '${sessionId}' of agent '${agent}', with its messages and artifacts?`;
      if (!yes && !(await confirm(question))) {
        terminal.note('Nothing is deleted.');
        return exit(EXIT_CODES.failed);
      }
      const wasThere = await withClient((client) => client.sessions.delete({ agent, sessionId }));
      if (wasThere) terminal.print(`deleted: ${agent} ${sessionId}`);
      else terminal.note(`There is no session '${sessionId}' of agent '${agent}'.`);
      if (!wasThere) exit(EXIT_CODES.failed);
    });
}

function defineSweep(sessions: Command, { terminal }: CommandContext): void {
  addCommand(sessions, {
    name: 'sweep',
    summary: 'delete sessions that nobody uses any more',
    description: 'Delete sessions that nobody has changed for a time, the oldest first.',
    examples: ['durakit sessions sweep --older-than 90d'],
  })
    .requiredOption('--older-than <duration>', 'how long nobody has changed them')
    .option('--limit <n>', 'at most so many', createNumberParser(), 1000)
    .action(async ({ olderThan, limit }: { olderThan: string; limit: number }) => {
      const { withClient } = await import('../with-client.ts');
      const { deleted, isComplete } = await withClient((client) => client.sessions.sweep({ olderThan: olderThan as '90d', limit }));
      terminal.print(`${deleted.length} session${deleted.length === 1 ? '' : 's'} deleted`);
      if (!isComplete) terminal.note('There may be more: run it again, or give a higher --limit.');
    });
}

function addSessionCommand(sessions: Command, text: Parameters<typeof addCommand>[1]): Command {
  return addCommand(sessions, text).argument('<agent>', "the agent's name").argument('<session>', "the session's id");
}
