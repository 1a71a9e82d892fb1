import type { DurakitClient } from '../../client/durakit-client.ts';
import type { SendTurnOptions } from '../../client/sessions/create-sessions-client.ts';
import type { SessionNames } from '../../client/sessions/session-names.ts';
import type { AgentInput } from '../../schemas/agent-input.ts';
import type { AgentOutput } from '../../schemas/agent-output.ts';
import { toSessionWorkflowId } from '../../schemas/session-turn.ts';
import { EXIT_CODES, type ExitCode } from '../exit-codes.ts';
import { formatInterrupts } from '../format/format-interrupts.ts';
import { toMessageText } from '../format/format-message.ts';
import { noteMissingWorker } from '../note-missing-worker.ts';
import type { Terminal } from '../terminal.ts';
import { toShellWord } from '../to-shell-word.ts';
import { untilInterrupted } from '../until-interrupted.ts';
import { noteOutcome } from './note-outcome.ts';
import { readQuestions } from './read-questions.ts';

/** One call of `durakit send`. */
export interface SendTextOptions extends SessionNames {
  readonly input: AgentInput;
  readonly options: SendTurnOptions;
  readonly json: boolean;
}

/** Sends a turn and prints the answer. Ctrl-C ends the waiting, not the turn. */
export async function sendText(
  client: DurakitClient,
  terminal: Terminal,
  { input, options, json, ...names }: SendTextOptions,
): Promise<ExitCode> {
  const stopNote = noteMissingWorker(client, terminal);
  const output = await untilInterrupted(client.sessions.send(names, input, options)).finally(stopNote);
  if (output === 'interrupted') return noteInterruption(terminal, names);
  if (json) terminal.print(JSON.stringify(output, null, 2));
  else printAnswer(terminal, output);
  if (!json && output.finishReason === 'detached') terminal.print(toSessionWorkflowId(names.agent, names.sessionId));
  noteOutcome(terminal, output, names);
  if (output.finishReason === 'interrupted') await noteQuestions(client, terminal, names);
  return output.finishReason === 'failed' || output.finishReason === 'aborted' ? EXIT_CODES.failed : EXIT_CODES.good;
}

function printAnswer(terminal: Terminal, { message, finishReason }: AgentOutput): void {
  const text = message === undefined || finishReason === 'failed' ? '' : toMessageText(message);
  if (text !== '') terminal.print(text);
}

/** The very command lines that answer. */
async function noteQuestions(client: DurakitClient, terminal: Terminal, names: SessionNames): Promise<void> {
  const questions = await readQuestions(client, names);
  const workflowId = toSessionWorkflowId(names.agent, names.sessionId);
  const lines = formatInterrupts(questions);
  questions.forEach(({ name, ref, restartable }, index) => {
    const call = `durakit respond ${toShellWord(workflowId)} ${toShellWord(ref === undefined ? name : `${name}#${ref}`)}`;
    terminal.note(`waits for an answer: ${lines[index] ?? name}`);
    terminal.note(`  answer it: ${call} '<json>'`);
    if (restartable) terminal.note(`  or have the tool run: ${call} --restart`);
  });
}

function noteInterruption(terminal: Terminal, { agent, sessionId }: SessionNames): ExitCode {
  const words = `${toShellWord(agent)} ${toShellWord(sessionId)}`;
  terminal.note(`\nThe turn goes on.\nLook at it: durakit sessions show ${words}\nStop it:    durakit sessions abort ${words}`);
  return EXIT_CODES.interrupted;
}
