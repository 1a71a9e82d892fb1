import { toMessageText } from '../format/format-message.ts';
import type { Chat } from './chat.ts';

const HELP = [
  '/artifacts [name]  what the session has made; with a name, its text',
  '/abort             stop the turn that runs; what was said before is kept',
  '/skip              leave the questions of tools open and say something else',
  '/quit              leave; a turn that runs goes on, and the chat can be opened again',
];

/** What a line that begins with a slash does between two turns. */
export function runChatCommand({ terminal, transcript }: Pick<Chat, 'terminal' | 'transcript'>, line: string): void {
  const [command, ...rest] = line.split(/\s+/);
  switch (command) {
    case '/help':
      for (const text of HELP) terminal.note(text);
      return;
    case '/abort':
      terminal.note('No turn runs.');
      return;
    case '/artifacts':
      showArtifacts({ terminal, transcript }, rest.join(' '));
      return;
    default:
      terminal.note(`There is no command ${command ?? ''}. /help lists them.`);
  }
}

function showArtifacts({ terminal, transcript }: Pick<Chat, 'terminal' | 'transcript'>, name: string): void {
  const all = transcript.artifacts();
  if (name === '') {
    if (all.length === 0) terminal.note('There are none.');
    for (const artifact of all) terminal.print(artifact.name ?? '(no name)');
    return;
  }
  const found = all.find((artifact) => artifact.name === name);
  if (found === undefined) terminal.note(`There is no artifact '${name}'.`);
  else terminal.print(toMessageText({ content: found.parts }));
}
