import type { MessageStore } from '../../engine/message-store.ts';
import { toJsonCopy } from '../../engine/messages/json-copy.ts';
import { resolveReference, type ResolvedConversation } from '../../engine/messages/resolve-reference.ts';
import { toAnswerMessage } from '../../engine/messages/to-answer-message.ts';
import { toUnknownConversation } from '../../engine/messages/unknown-conversation.ts';
import { isDatabaseAway } from '../../providers/postgres/is-database-away.ts';
import { isStoredTail, type ConversationReference } from '../../schemas/conversation-reference.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import type { GenerateRequest } from '../../schemas/generate-request.ts';
import type { GenerateResponseData } from '../../schemas/generate-response.ts';
import type { MessageData } from '../../schemas/message.ts';
import { AWAY_RETRY_MILLISECONDS, tryWhileAway, withinTime } from './try-while-away.ts';

/** A model's request as it travels: its messages are what the store does not have. */
export type ConversationInput = Omit<GenerateRequest, 'messages'> & { readonly messages: ConversationReference['delta'] };

/** One call of a model that goes on with a conversation of the message store. */
export interface ConversationCall {
  /** None where the worker knows no database. */
  readonly store: MessageStore | undefined;
  readonly input: ConversationInput;
  readonly head: string | null;
  /** Who keeps the conversation from the sweep. */
  readonly owner: string;
  readonly signal: AbortSignal;
  readonly warn: (message: string) => void;
  /** Whether Temporal will not try again after this error. */
  readonly isFinal: (error: DurakitError) => boolean;
}

/** The answer is paid for; it must not be lost in a wait for a database. */
const APPEND_LIMIT_MILLISECONDS = 6_000;

/**
 * Asks a model with the whole conversation and stores what is new of it, the answer included; the result names the new head. Where that
 * cannot be stored the answer is given without it, and the next call has more to send.
 */
export async function continueConversation(call: ConversationCall, ask: (request: GenerateRequest) => Promise<unknown>): Promise<unknown> {
  const { store, input, head } = call;
  const { stored, added } = await loadConversation(call);
  // the model's own code may change its request
  const news = toJsonCopy(added);
  const request: GenerateRequest = { ...input, messages: [...stored, ...added] };
  const asked: GenerateRequest = { ...request };
  const response = (await ask(request)) as GenerateResponseData;
  if (store === undefined) return response;
  const answer = toAnswerMessage(response, asked);
  const messages = answer === undefined ? news : [...news, answer];
  if (head === null && messages.length === 0) return response;
  const next = await appendTolerantly(call, () => store.append(head, messages, { owner: call.owner }));
  return next === undefined ? response : { ...response, conversation: { head: next } };
}

async function loadConversation(call: ConversationCall): Promise<ResolvedConversation> {
  const { store, input, head, signal, isFinal } = call;
  const whole = input.messages.filter(isMessage);
  if (head === null && whole.length === input.messages.length) return { stored: [], added: whole };
  try {
    if (store === undefined) throw noDatabase();
    return await tryWhileAway(() => resolveReference(store, { head, delta: input.messages }), signal);
  } catch (error) {
    signal.throwIfAborted();
    const away = toAway(error);
    if (away === undefined) throw toUnknownConversation(error, error instanceof Error ? error.message : String(error));
    // the run has the messages itself: better a long history than a lost run
    throw isFinal(away) ? toUnknownConversation(error, away.originalMessage) : away;
  }
}

function isMessage(segment: ConversationReference['delta'][number]): segment is MessageData {
  return !isStoredTail(segment);
}

/** Undefined for an error that another try would not do better with. */
function toAway(error: unknown): DurakitError | undefined {
  if (error instanceof DurakitError && error.status === 'UNAVAILABLE') return error;
  if (!isDatabaseAway(error)) return undefined;
  return new DurakitError({
    status: 'UNAVAILABLE',
    message: `The database of conversations does not answer (${error instanceof Error ? error.message : String(error)}).`,
    details: { retryAfterMs: AWAY_RETRY_MILLISECONDS },
    cause: error,
  });
}

function noDatabase(): DurakitError {
  return new DurakitError({
    status: 'UNAVAILABLE',
    message:
      'This call goes on with a conversation that is in a database, and this worker knows none: set DATABASE_URL for all workers of the task queue. Another worker may take it.',
  });
}

async function appendTolerantly({ warn }: ConversationCall, append: () => Promise<string>): Promise<string | undefined> {
  try {
    return await withinTime(append(), APPEND_LIMIT_MILLISECONDS);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    warn(`The answer of a model could not be added to its stored conversation; the run goes on and sends more next time (${reason})`);
    return undefined;
  }
}
