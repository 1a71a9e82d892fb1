import { DurakitError } from '../../schemas/durakit-error.ts';
import type { PendingInterrupt } from '../../schemas/pending-interrupt.ts';
import { toSessionWorkflowId } from '../../schemas/session-turn.ts';
import { EXIT_CODES, type ExitCode } from '../exit-codes.ts';
import { formatInterrupts } from '../format/format-interrupts.ts';
import { toMessageText } from '../format/format-message.ts';
import { noteMissingWorker } from '../note-missing-worker.ts';
import { noteOutcome } from '../sessions/note-outcome.ts';
import { readQuestions } from '../sessions/read-questions.ts';
import { waitForRest } from '../sessions/wait-for-rest.ts';
import { toShellWord } from '../to-shell-word.ts';
import { answerQuestion } from './answer-question.ts';
import type { Chat } from './chat.ts';
import { runChatCommand } from './run-chat-command.ts';

/** Shows where the conversation stands, then takes turns with the person until the input ends. */
export async function talk(chat: Chat): Promise<ExitCode> {
  const { lines, transcript, terminal } = chat;
  await transcript.open();
  let hasFailed = await settle(chat, () => terminal.note(terminal.styleNote('dim', 'A turn is under way. Waiting for its answer.')));
  let skipped: readonly string[] = [];
  for (;;) {
    const questions = (await readQuestions(chat.client, chat.names)).filter((question) => !skipped.includes(toKey(question)));
    const [question] = questions;
    if (question !== undefined) noteQuestion(chat, question, questions.length);
    const line = (await lines.next(question === undefined ? 'you> ' : 'answer> '))?.trim();
    if (line === undefined || line === '/quit') return end(chat, { question, hasFailed });
    if (line === '/skip') skipped = [...skipped, ...questions.map(toKey)];
    else if (line.startsWith('/')) runChatCommand(chat, line);
    else if (line !== '') {
      const isGood = question === undefined ? await say(chat, line) : await answer(chat, question, line);
      hasFailed = (await settle(chat)) || !isGood || hasFailed;
    }
  }
}

/** Waits until no turn runs and shows what was said. True where one has failed. */
async function settle(chat: Chat, onBusy?: () => void): Promise<boolean> {
  const { client, names, leaving, transcript } = chat;
  await busily(chat, () => waitForRest(client, names, { signal: leaving, ...(onBusy !== undefined && { onBusy }) }));
  return await transcript.showNew();
}

async function say(chat: Chat, text: string): Promise<boolean> {
  const { client, names, terminal, state } = chat;
  try {
    const output = await busily(chat, () => client.sessions.send(names, text, state === undefined ? {} : { init: { state } }));
    // an agent that keeps its conversations has it in its rows
    if (output.state === undefined) return output.finishReason !== 'failed';
    chat.state = output.state;
    if (output.finishReason === 'failed') noteOutcome(terminal, output, names);
    else if (output.message !== undefined) terminal.print(toMessageText(output.message));
    return output.finishReason !== 'failed';
  } catch (error) {
    return noteError(chat, error);
  }
}

async function answer(chat: Chat, question: PendingInterrupt, line: string): Promise<boolean> {
  try {
    const refusal = await answerQuestion(chat.client.sessions.questions(chat.names), question, line);
    return refusal === undefined || noteError(chat, refusal);
  } catch (error) {
    return noteError(chat, error);
  }
}

async function busily<T>(chat: Chat, work: () => Promise<T>): Promise<T> {
  chat.isBusy = true;
  const stopNote = noteMissingWorker(chat.client, chat.terminal);
  try {
    const result = await work();
    chat.leaving.throwIfAborted();
    chat.isBusy = false;
    return result;
  } catch (error) {
    // what fails after it was left says nothing
    chat.leaving.throwIfAborted();
    chat.isBusy = false;
    throw error;
  } finally {
    stopNote();
  }
}

function noteError({ terminal }: Chat, error: unknown): false {
  if (!(error instanceof DurakitError)) throw error;
  terminal.note(`${terminal.styleNote('red', error.status)}: ${error.originalMessage}`);
  return false;
}

function noteQuestion({ terminal, names }: Chat, question: PendingInterrupt, count: number): void {
  const [title = ''] = formatInterrupts([question]);
  terminal.note(`${terminal.styleNote('yellow', `${names.agent} asks${count === 1 ? '' : ` (1 of ${count})`}:`)} ${title}`);
  const yes = question.restartable ? 'y: go on, n: no' : 'y, n';
  terminal.note(terminal.styleNote('dim', `  ${yes}, or an answer as JSON or text; /skip: not now`));
}

function end(
  { lines, terminal, names }: Chat,
  { question, hasFailed }: { question: PendingInterrupt | undefined; hasFailed: boolean },
): ExitCode {
  if (question !== undefined) {
    const workflowId = toSessionWorkflowId(names.agent, names.sessionId);
    terminal.note(`The question waits for its answer: durakit respond ${toShellWord(workflowId)}`);
  }
  return hasFailed && !lines.isTerminal ? EXIT_CODES.failed : EXIT_CODES.good;
}

function toKey({ name, ref }: PendingInterrupt): string {
  return `${name}#${ref ?? ''}`;
}
