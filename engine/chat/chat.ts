import type { MessageData } from '../../schemas/message.ts';
import type { Part } from '../../schemas/part.ts';
import type { GenerateOptions } from '../generate/generate-options.ts';
import type { GenerateResponse } from '../generate/generate-response.ts';
import type { GenerateStreamResponse } from '../generate/generate-stream.ts';
import type { ExecutablePrompt } from '../prompts/prompt-config.ts';
import type { Session } from '../sessions/session.ts';
import type { SessionStore } from '../sessions/session-store.ts';
import type { InferSchema } from '../standard-schema.ts';

/** The thread of a chat that names none. */
export const MAIN_THREAD = 'main';

/** What a chat begins with: the options of each of its messages. `system` and `messages` become its preamble. Source: Genkit `ai/src/chat.ts`. */
export interface ChatOptions<TInput = unknown, TState = unknown> extends Omit<GenerateOptions, 'prompt'> {
  /** Of the prompt that is the preamble. */
  readonly input?: TInput;
  /** For `ai.chat` alone: where the new session is kept. Default: nowhere. */
  readonly store?: SessionStore<TState>;
  /** For `ai.chat` alone. Default: a new UUID. */
  readonly sessionId?: string;
}

/** A text, parts, or the options of one message; they go over those of the chat, and count for this message alone. */
export type ChatInput<TSchema = unknown> = string | readonly Part[] | GenerateOptions<TSchema>;

/**
 * A thread of a session: each message is sent with all that was said before, and kept with its answer. A message whose `generate` fails is not
 * kept. One message at a time. Source: Genkit `ai/src/chat.ts`.
 */
export interface Chat<TState = unknown> {
  send<TSchema = unknown>(input: ChatInput<TSchema>): Promise<GenerateResponse<InferSchema<TSchema>>>;
  sendStream<TSchema = unknown>(input: ChatInput<TSchema>): GenerateStreamResponse<InferSchema<TSchema>>;
  /** What was said in this thread, the preamble first (`metadata.preamble`); that of a prompt is there once it was rendered, with the first message. */
  readonly messages: MessageData[];
  readonly session: ChatSession<TState>;
  readonly sessionId: string;
  readonly threadName: string;
}

/** How a session is begun. Source: Genkit `ai/src/session.ts`. */
export interface ChatSessionOptions<TState = unknown> {
  /** Default: a new UUID. */
  readonly sessionId?: string;
  readonly initialState?: TState;
  /** Where the session is kept, a snapshot for each message and each change of the state. Default: nowhere. */
  readonly store?: SessionStore<TState>;
}

/** One `system`, one history and one model for each thread; the state and the artifacts are the session's. */
export interface ChatSession<TState = unknown> extends Session<TState> {
  chat<TInput = unknown>(options?: ChatOptions<TInput, TState>): Chat<TState>;
  chat<TInput>(preamble: ExecutablePrompt<TInput>, options?: ChatOptions<TInput, TState>): Chat<TState>;
  /** Another thread of the same session: `main` is the one without a name. */
  chat<TInput = unknown>(threadName: string, options?: ChatOptions<TInput, TState>): Chat<TState>;
  chat<TInput>(threadName: string, preamble: ExecutablePrompt<TInput>, options?: ChatOptions<TInput, TState>): Chat<TState>;
  /** Runs `body` so that `ai.currentSession()` is this one, and prompts have its state. */
  run<T>(body: () => T): T;
  toJSON(): SessionData<TState>;
}

/** A session as JSON, in Genkit's form. */
export interface SessionData<TState = unknown> {
  readonly id: string;
  readonly state?: TState;
  readonly threads: Readonly<Record<string, readonly MessageData[]>>;
}
