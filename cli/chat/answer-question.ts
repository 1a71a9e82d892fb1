import type { SessionQuestions } from '../../client/sessions/create-sessions-client.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import type { PendingInterrupt } from '../../schemas/pending-interrupt.ts';
import { toReplies, type ChatReply } from './to-replies.ts';

/** Answers a question by what a line may mean. Gives why it cannot be the answer, undefined where it was. */
export async function answerQuestion(
  questions: SessionQuestions,
  question: PendingInterrupt,
  line: string,
): Promise<DurakitError | undefined> {
  let refusal: DurakitError | undefined;
  for (const reply of toReplies(question, line)) {
    try {
      await give(questions, question, reply);
      return undefined;
    } catch (error) {
      if (!(error instanceof DurakitError) || !REFUSALS.includes(error.status)) throw error;
      refusal ??= error;
      // somebody else was faster
      if (error.status === 'NOT_FOUND') break;
    }
  }
  return refusal;
}

const REFUSALS = ['INVALID_ARGUMENT', 'NOT_FOUND'];

async function give(questions: SessionQuestions, { name, ref }: PendingInterrupt, reply: ChatReply): Promise<void> {
  const reference = ref === undefined ? name : { name, ref };
  if (reply.kind === 'respond') await questions.respond(reference, reply.output);
  else await questions.restart(reference, { resumed: reply.resumed });
}
