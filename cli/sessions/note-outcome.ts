import type { SessionNames } from '../../client/sessions/session-names.ts';
import type { AgentOutput } from '../../schemas/agent-output.ts';
import { toShellWord } from '../to-shell-word.ts';
import type { Terminal } from '../terminal.ts';

/** Says how a turn ended where it did not simply end, and what to do about it. */
export function noteOutcome(
  terminal: Terminal,
  { finishReason, error }: Pick<AgentOutput, 'finishReason' | 'error'>,
  { agent, sessionId }: SessionNames,
): void {
  const show = `durakit sessions show ${toShellWord(agent)} ${toShellWord(sessionId)}`;
  if (finishReason === 'failed') {
    terminal.note(`${terminal.styleNote('red', 'failed')}: ${error?.status ?? 'UNKNOWN'}: ${error?.message ?? 'the turn failed'}`);
    terminal.note(`What was said before is kept: ${show}`);
  } else if (finishReason === 'aborted') {
    terminal.note(`${terminal.styleNote('yellow', 'aborted')}: the turn was stopped. What was said before is kept.`);
  } else if (finishReason === 'detached') {
    terminal.note(`The turn goes on. Look at it: ${show}`);
  } else if (finishReason === 'length' || finishReason === 'blocked') {
    terminal.note(`${terminal.styleNote('yellow', finishReason)}: the model did not come to an end by itself.`);
  }
}
