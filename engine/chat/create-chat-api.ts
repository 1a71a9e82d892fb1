import { DurakitError } from '../../schemas/durakit-error.ts';
import { findLastCompleted } from '../agents/open-session.ts';
import { currentContext } from '../call-action.ts';
import type { Engine } from '../engine.ts';
import { markHandled } from '../mark-handled.ts';
import type { ExecutablePrompt } from '../prompts/prompt-config.ts';
import type { SessionStore } from '../sessions/session-store.ts';
import type { Chat, ChatOptions, ChatSession, ChatSessionOptions } from './chat.ts';
import { chatPortOf, defineSessionStore, type SessionStoreConfig } from './define-session-store.ts';
import { createChatSession, readChatArguments } from './create-chat-session.ts';

/** The part of `ai` that is about chats without an agent. Source of names and defaults: Genkit's `genkit/beta`. */
export interface ChatApi {
  /** A chat in a session of its own. */
  chat<TInput = unknown, TState = unknown>(options?: ChatOptions<TInput, TState>): Chat<TState>;
  chat<TInput, TState = unknown>(preamble: ExecutablePrompt<TInput>, options?: ChatOptions<TInput, TState>): Chat<TState>;
  createSession<TState = unknown>(options?: ChatSessionOptions<TState>): ChatSession<TState>;
  /** A session as its newest snapshot has it; a new one where the store has none of that id, as in Genkit. Rejects with what the store throws. */
  loadSession<TState = unknown>(sessionId: string, options: { readonly store: SessionStore<TState> }): Promise<ChatSession<TState>>;
  /** Makes a store known by a name. Durable flows need it: their code has no store itself. Throws ALREADY_EXISTS. */
  defineSessionStore<TState = unknown>(config: SessionStoreConfig<TState>): SessionStore<TState>;
}

/** Binds chats to one engine. */
export function createChatApi(engine: Engine): ChatApi {
  const newId = (): string => engine.randomId();

  function createSession({ sessionId = '', initialState, store }: ChatSessionOptions = {}): ChatSession {
    const state = { sessionId: sessionId.trim(), custom: initialState, messages: [], artifacts: [] };
    return createChatSession(engine, { state, store, lastSnapshotId: undefined, newId });
  }

  async function loadSession(sessionId: string, { store }: { readonly store?: SessionStore } = {}): Promise<ChatSession> {
    if (store === undefined) {
      throw new DurakitError({
        status: 'INVALID_ARGUMENT',
        message: 'loadSession(sessionId, { store }) needs the store that has the session.',
      });
    }
    const snapshot = await findLastCompleted(chatPortOf(engine, store, currentContext(engine)), sessionId);
    if (snapshot === undefined) return createSession({ sessionId, store });
    return createChatSession(engine, { state: { ...snapshot.state, sessionId }, store, lastSnapshotId: snapshot.snapshotId, newId });
  }

  function chat(...given: unknown[]): Chat {
    const { preamble, options } = readChatArguments(given);
    const session = createSession(options);
    return preamble === undefined ? session.chat(options) : session.chat(preamble, options);
  }

  return {
    // the generic signatures are promises to the caller's types only
    chat,
    createSession: createSession as ChatApi['createSession'],
    loadSession: ((sessionId: string, options) => markHandled(loadSession(sessionId, options))) as ChatApi['loadSession'],
    defineSessionStore: ((config: SessionStoreConfig) => defineSessionStore(engine, config)) as ChatApi['defineSessionStore'],
  };
}
