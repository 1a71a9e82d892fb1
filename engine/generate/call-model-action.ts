import type { GenerateRequest } from '../../schemas/generate-request.ts';
import type { GenerateResponseData } from '../../schemas/generate-response.ts';
import type { StoredConversation } from '../../schemas/stored-conversation.ts';
import type { ActionCall, ActionCaller } from '../action-caller.ts';
import { callAction } from '../call-action.ts';
import type { Engine } from '../engine.ts';
import type { KnownConversations } from '../messages/known-conversations.ts';
import { toAnswerMessage } from '../messages/to-answer-message.ts';
import { isUnknownConversation } from '../messages/unknown-conversation.ts';

/** A call of a model without its input. */
export interface ModelActionCall extends Omit<ActionCall, 'input' | 'conversation'> {
  readonly request: GenerateRequest;
}

type StoredResponse = GenerateResponseData & { readonly conversation?: StoredConversation };

/**
 * Calls a model's action. Where there is a message store, its input has only the messages that the store does not have; a reference that
 * turns out to mean nothing to the store is sent once more, whole.
 */
export async function callModelAction(
  engine: Engine,
  caller: ActionCaller,
  { request, ...call }: ModelActionCall,
): Promise<GenerateResponseData> {
  const known = call.key.startsWith('/model/') ? caller.conversations : undefined;
  const asked = known?.capture(request.messages) ?? request.messages;
  const send = async (input: unknown, conversation?: StoredConversation): Promise<StoredResponse> =>
    (await callAction(engine, { ...call, input, ...(conversation !== undefined && { conversation }) })) as StoredResponse;
  const whole = known === undefined ? undefined : { head: null };
  let response: StoredResponse;
  try {
    const { head, delta } = known?.toReference(asked) ?? { head: null, delta: asked };
    response = await send({ ...request, messages: delta }, whole && { head });
  } catch (error) {
    // by what is recorded alone: a replay may have no store
    if (!isUnknownConversation(error)) throw error;
    known?.forget();
    response = await send({ ...request, messages: asked }, whole);
  }
  return remember(response, known, { ...request, messages: [...asked] });
}

/** What the store has now is for this run alone to know. */
function remember(stored: StoredResponse, known: KnownConversations | undefined, asked: GenerateRequest): GenerateResponseData {
  if (known === undefined || stored.conversation === undefined) return stored;
  const { conversation, ...response } = stored;
  const answer = toAnswerMessage(response, asked);
  if (conversation.head !== null) known.remember([...asked.messages, ...(answer === undefined ? [] : [answer])], conversation.head);
  return response;
}
