import type { SessionState } from '../../schemas/session-state.ts';
import type { Engine } from '../engine.ts';
import { markHandled } from '../mark-handled.ts';
import type { ExecutablePrompt } from '../prompts/prompt-config.ts';
import { createSession } from '../sessions/session.ts';
import type { SessionStore } from '../sessions/session-store.ts';
import { MAIN_THREAD, type Chat, type ChatOptions, type ChatSession } from './chat.ts';
import { createChat } from './create-chat.ts';
import { runWithSession } from './run-with-session.ts';
import { createSessionSaver } from './create-session-saver.ts';
import { groupByThread } from './thread-messages.ts';

/** What a session of chats is made of. */
export interface ChatSessionParts {
  readonly state: SessionState;
  readonly store: SessionStore | undefined;
  readonly lastSnapshotId: string | undefined;
  readonly newId: () => string;
}

/** A session whose turns are its chats' own. */
export function createChatSession(engine: Engine, { state, store, lastSnapshotId, newId }: ChatSessionParts): ChatSession {
  const session = createSession(state, newId);
  const save = createSessionSaver(engine, session, { store, lastSnapshotId });
  const merge = session.updateState;
  const methods = {
    chat: (...given: unknown[]): Chat => createChat(engine, { session: whole, save, ...readChatArguments(given) }),
    run: <T>(body: () => T): T => runWithSession(engine, whole, body),
    updateState: (data: Readonly<Record<string, unknown>>): Promise<void> => markHandled(merge(data).then(() => save())),
    toJSON: () => ({ id: session.sessionId, state: session.getCustom(), threads: groupByThread(session.getMessages()) }),
  };
  // the session's own object: its `state` is a getter
  const whole = Object.assign(session, methods) as unknown as ChatSession;
  return whole;
}

/** `(thread?, preamble?, options?)`, where each may be left out. */
export function readChatArguments(given: readonly unknown[]): {
  readonly threadName: string;
  readonly preamble: ExecutablePrompt | undefined;
  readonly options: ChatOptions;
} {
  return {
    threadName: given.find((one) => typeof one === 'string') ?? MAIN_THREAD,
    preamble: given.find(isExecutablePrompt),
    options: given.findLast(isOptions) ?? {},
  };
}

function isExecutablePrompt(value: unknown): value is ExecutablePrompt {
  return typeof value === 'function' && 'render' in value;
}

function isOptions(value: unknown): value is ChatOptions {
  return typeof value === 'object' && value !== null;
}
