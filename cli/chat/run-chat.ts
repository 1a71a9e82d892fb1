import { randomUUID } from 'node:crypto';
import type { DurakitClient } from '../../client/durakit-client.ts';
import { untilAborted } from '../../development/until-aborted.ts';
import { EXIT_CODES, type ExitCode } from '../exit-codes.ts';
import { toShellWord } from '../to-shell-word.ts';
import type { Terminal } from '../terminal.ts';
import type { Chat } from './chat.ts';
import { createTranscript } from './create-transcript.ts';
import { createLineSource } from './line-source.ts';
import { talk } from './talk.ts';

/** One call of `durakit chat`. */
export interface RunChatOptions {
  readonly agent: string;
  /** Default: a new session. */
  readonly sessionId?: string | undefined;
}

/** Talks until `/quit`, Ctrl-C or the end of the input. A turn that runs then goes on. */
export async function runChat(client: DurakitClient, terminal: Terminal, { agent, sessionId }: RunChatOptions): Promise<ExitCode> {
  const names = { agent, sessionId: sessionId ?? randomUUID().slice(0, 8) };
  const leaving = new AbortController();
  const leave = (): void => leaving.abort();
  const takeNow = (line: string): boolean => chat.isBusy && takeWhileBusy(chat, line.trim(), leave);
  const lines = createLineSource({ input: process.stdin, output: process.stdout, onLine: takeNow, onInterrupt: leave });
  const transcript = createTranscript(client, terminal, { ...names, isTerminal: lines.isTerminal });
  const chat: Chat = { client, terminal, names, lines, transcript, leaving: leaving.signal, isBusy: false, state: undefined };
  const reopen = `durakit chat ${toShellWord(names.agent)} ${toShellWord(names.sessionId)}`;
  if (lines.isTerminal)
    terminal.note(terminal.styleNote('dim', `Session ${names.sessionId}. Reopen it with: ${reopen}\n/help lists commands.`));
  try {
    return await untilAborted(talk(chat), leaving.signal);
  } catch (error) {
    if (!leaving.signal.aborted) throw error;
    if (!chat.isBusy) return EXIT_CODES.good;
    terminal.note(`\nThe turn goes on. Reopen the chat with: ${reopen}`);
    return EXIT_CODES.interrupted;
  } finally {
    lines.close();
  }
}

/** Who types while a turn runs means the next turn, but for two commands. A pipe is read in order: its `/quit` comes after the answer. */
function takeWhileBusy({ client, terminal, names, lines }: Chat, line: string, leave: () => void): boolean {
  if (line === '/quit' && lines.isTerminal) {
    leave();
    return true;
  }
  if (line !== '/abort') return false;
  client.sessions.abort(names).catch((error: unknown) => terminal.note(`The turn cannot be stopped: ${String(error)}`));
  return true;
}
