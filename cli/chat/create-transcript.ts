import type { DurakitClient } from '../../client/durakit-client.ts';
import type { SessionNames } from '../../client/sessions/session-names.ts';
import type { SnapshotRow } from '../../schemas/session-listing.ts';
import type { Artifact } from '../../schemas/artifact.ts';
import type { MessageData } from '../../schemas/message.ts';
import { toMessageText } from '../format/format-message.ts';
import { noteOutcome } from '../sessions/note-outcome.ts';
import type { Terminal } from '../terminal.ts';

/** What a chat has shown of its session. */
export interface Transcript {
  /** The end of the conversation as it is, as notes. */
  open(): Promise<void>;
  /** What the agent has said since, and how its turns ended where they did not simply end. True where one of them failed. */
  showNew(): Promise<boolean>;
  artifacts(): readonly Artifact[];
}

/** Whose it is. */
export interface TranscriptOptions extends SessionNames {
  /** True: answers are shown with the agent's name. */
  readonly isTerminal: boolean;
}

const OPENED_MESSAGES = 6;

/** Nothing is shown yet. */
export function createTranscript({ sessions }: DurakitClient, terminal: Terminal, { isTerminal, ...names }: TranscriptOptions): Transcript {
  let artifacts: readonly Artifact[] = [];
  let shown = 0;
  const ended = new Set<string>();
  const read = async (): Promise<{ messages: readonly MessageData[]; turns: readonly SnapshotRow[] }> => {
    const [snapshot, history] = await Promise.all([sessions.load(names), sessions.history(names)]);
    artifacts = snapshot?.state?.artifacts ?? [];
    const turns = history.filter(({ status, snapshotId }) => status !== 'pending' && !ended.has(snapshotId));
    for (const { snapshotId } of turns) ended.add(snapshotId);
    return { messages: snapshot?.state?.messages ?? [], turns };
  };
  return {
    open: async () => {
      const { messages } = await read();
      for (const message of messages.filter(isSpoken).slice(-OPENED_MESSAGES)) {
        const name = message.role === 'model' ? names.agent : 'you';
        terminal.note(`${terminal.styleNote('bold', name)}  ${toMessageText(message)}`);
      }
      shown = messages.length;
    },
    showNew: async () => {
      const { messages, turns } = await read();
      // fewer than before: a branch, or a summary of them
      const since = shown <= messages.length ? shown : messages.length - 1;
      for (const message of messages.slice(since)) {
        if (message.role === 'model' && isSpoken(message))
          terminal.print(`${isTerminal ? `${terminal.style('bold', names.agent)}  ` : ''}${toMessageText(message)}`);
      }
      shown = messages.length;
      for (const turn of turns) noteOutcome(terminal, turn, names);
      return turns.some(({ status }) => status === 'failed');
    },
    artifacts: () => artifacts,
  };
}

function isSpoken(message: MessageData): boolean {
  return (message.role === 'user' || message.role === 'model') && toMessageText(message) !== '';
}
