import { describe, expect, test } from '@jest/globals';
import { continueConversation, type ConversationCall } from '../../../activities/messages/continue-conversation.ts';
import type { MessageStore } from '../../../engine/message-store.ts';
import { isUnknownConversation } from '../../../engine/messages/unknown-conversation.ts';
import type { GenerateRequest } from '../../../schemas/generate-request.ts';
import type { MessageData } from '../../../schemas/message.ts';
import { createMemoryStore } from '../../engine/messages/memory-store.ts';

const signal = new AbortController().signal;

function say(text: string, role: MessageData['role'] = 'user'): MessageData {
  return { role, content: [{ text }] };
}

function call(store: Pick<MessageStore, 'append' | 'load'> | undefined, changed: Partial<ConversationCall>): ConversationCall {
  return {
    store: store as MessageStore | undefined,
    input: { messages: [say('hello')] },
    head: null,
    owner: 'run/test',
    signal,
    warn: () => undefined,
    isFinal: () => false,
    ...changed,
  };
}

/** What a pool of pg rejects with while the server is started again. */
function away(): Error {
  return Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
}

/** Answers with how many messages it was given. */
async function count({ messages }: GenerateRequest): Promise<unknown> {
  return { message: say(`${messages.length} messages`, 'model') };
}

describe('with a store', () => {
  test('the model is given all, the store what is new, the answer included as the next request has it', async () => {
    const store = createMemoryStore();
    const input = { messages: [say('hello')], config: { temperature: 0 }, output: { format: 'json' } };
    const seen: GenerateRequest[] = [];
    const ask = async (request: GenerateRequest): Promise<unknown> => {
      seen.push({ ...request, messages: [...request.messages] });
      request.messages.push(say('a change of the model in place'));
      return await count(seen.at(-1) ?? request);
    };
    const first = (await continueConversation(call(store, { input }), ask)) as { conversation: { head: string } };
    const { head } = first.conversation;
    const answer = { ...say('1 messages', 'model'), metadata: { generate: { output: { format: 'json' } } } };
    expect(await store.load(head)).toEqual([say('hello'), answer]);
    const second = { messages: [say('go on'), { of: head, last: 1 }], config: { temperature: 1 } };
    const third = (await continueConversation(call(store, { input: second, head }), ask)) as typeof first;
    expect(seen).toEqual([
      { messages: [say('hello')], config: { temperature: 0 }, output: { format: 'json' } },
      { messages: [say('hello'), answer, say('go on'), answer], config: { temperature: 1 } },
    ]);
    expect(await store.load(third.conversation.head)).toEqual([say('hello'), answer, say('go on'), answer, say('4 messages', 'model')]);
  });

  test('an answer without a message adds none', async () => {
    const store = createMemoryStore();
    const response = (await continueConversation(call(store, {}), async () => ({ finishReason: 'blocked' }))) as {
      conversation: { head: string };
    };
    expect(await store.load(response.conversation.head)).toEqual([say('hello')]);
  });

  test('a head that the store does not have is a final error that says so, and the model is not asked', async () => {
    const failing = continueConversation(call(createMemoryStore(), { head: 'f'.repeat(64) }), () => Promise.reject(new Error('asked')));
    const error: unknown = await failing.catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ status: 'FAILED_PRECONDITION', nonRetryable: true });
    expect(isUnknownConversation(error)).toBe(true);
  });

  test('an answer that cannot be stored is given without a head', async () => {
    const warnings: string[] = [];
    const store = { ...createMemoryStore(), append: () => Promise.reject(away()) };
    const response = await continueConversation(call(store, { warn: (text) => void warnings.push(text) }), count);
    expect(response).toEqual({ message: say('1 messages', 'model') });
    expect(warnings).toEqual([expect.stringContaining('ECONNREFUSED')]);
  });

  test('a database that comes back is waited for', async () => {
    const store = createMemoryStore();
    const head = await store.append(null, [say('before')]);
    let tries = 0;
    const load: MessageStore['load'] = (wanted) => (tries++ < 2 ? Promise.reject(away()) : store.load(wanted));
    expect(await continueConversation(call({ ...store, load }, { head }), count)).toMatchObject({ message: say('2 messages', 'model') });
    expect(tries).toBe(3);
  });
});

describe('without a store', () => {
  test('a whole conversation is asked as it is', async () => {
    expect(await continueConversation(call(undefined, {}), count)).toEqual({ message: say('1 messages', 'model') });
  });

  test.each([
    ['a head', { head: 'f'.repeat(64) }],
    ['a tail', { input: { messages: [{ of: 'f'.repeat(64), last: 1 }] } }],
  ])('%s is left to other workers, in the last try to whoever has the messages', async (_what, changed) => {
    const thrown = (isLast: boolean): Promise<unknown> =>
      continueConversation(call(undefined, { ...changed, isFinal: () => isLast }), count).catch((error: unknown) => error);
    const again = await thrown(false);
    expect(again).toMatchObject({
      status: 'UNAVAILABLE',
      nonRetryable: false,
      message: expect.stringContaining('DATABASE_URL') as unknown,
    });
    expect(isUnknownConversation(again)).toBe(false);
    expect(isUnknownConversation(await thrown(true))).toBe(true);
  });
});
