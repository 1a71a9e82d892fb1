import type { MessageData } from '../../schemas/message.ts';
import { createChunkStream } from '../chunk-stream.ts';
import type { Engine } from '../engine.ts';
import { toDurakitError } from '../failure.ts';
import type { GenerateOptions, MessageInput } from '../generate/generate-options.ts';
import type { GenerateResponse } from '../generate/generate-response.ts';
import type { GenerateResponseChunk } from '../generate/generate-response-chunk.ts';
import type { GenerateStreamResponse } from '../generate/generate-stream.ts';
import { generate } from '../generate/generate.ts';
import { isPartList, toParts } from '../generate/to-parts.ts';
import { markHandled } from '../mark-handled.ts';
import type { ExecutablePrompt } from '../prompts/prompt-config.ts';
import type { Chat, ChatInput, ChatOptions, ChatSession } from './chat.ts';
import { runWithSession } from './run-with-session.ts';
import type { SaveSession } from './create-session-saver.ts';
import { threadOf, toPreamble, withPreamble, withThread } from './thread-messages.ts';

/** What a chat is made of. */
export interface ChatParts {
  readonly session: ChatSession;
  readonly save: SaveSession;
  readonly threadName: string;
  readonly preamble: ExecutablePrompt | undefined;
  readonly options: ChatOptions;
}

/** What goes with each message. */
interface ChatBase {
  readonly options: GenerateOptions;
  readonly preamble: readonly MessageData[];
}

/** A chat over one thread of a session. */
export function createChat(engine: Engine, parts: ChatParts): Chat {
  const { session, threadName, preamble, options } = parts;
  let base = preamble === undefined ? toBase(options) : undefined;
  const messages = (): MessageData[] => withPreamble(base?.preamble ?? [], threadOf(session.getMessages(), threadName));
  const send = (input: ChatInput): Promise<GenerateResponse> =>
    markHandled(
      runWithSession(engine, session, async () => {
        // a prompt is rendered once, as in Genkit: with the state that the session has at the first message
        base ??= await renderBase(preamble as ExecutablePrompt, options);
        const response = await generate(engine, { ...base.options, messages: messages(), ...toSendOptions(input) });
        session.setMessages(withThread(session.getMessages(), threadName, response.messages));
        await parts.save(response.finishReason);
        return response;
      }),
    );
  const chat = {
    session,
    sessionId: session.sessionId,
    threadName,
    send,
    sendStream: (input: ChatInput) => startStream(send, toSendOptions(input)),
    get messages() {
      return messages();
    },
  };
  // the generic signatures are promises to the caller's types only
  return chat as unknown as Chat;
}

function startStream(send: (input: ChatInput) => Promise<GenerateResponse>, options: GenerateOptions): GenerateStreamResponse {
  const { stream, push, close } = createChunkStream();
  const given = options.onChunk ?? options.streamingCallback;
  const onChunk = (chunk: GenerateResponseChunk): void => {
    given?.(chunk);
    push(chunk);
  };
  const response = send({ ...options, onChunk });
  void response.then(
    () => close(),
    (error: unknown) => close(toDurakitError(error)),
  );
  return { stream: stream as AsyncIterable<GenerateResponseChunk>, response };
}

function toSendOptions(input: ChatInput): GenerateOptions {
  return typeof input === 'string' || isPartList(input) ? { prompt: input } : input;
}

function toBase(given: ChatOptions): ChatBase {
  const { system, messages = [], ...options } = toGenerateOptions(given);
  const first: MessageInput[] = system === undefined ? [] : [{ role: 'system', content: system }];
  return { options, preamble: toPreamble([...first, ...messages].map((message) => ({ ...message, content: toParts(message.content) }))) };
}

async function renderBase(prompt: ExecutablePrompt, given: ChatOptions): Promise<ChatBase> {
  const { system: _own, ...options } = toGenerateOptions(given);
  const { messages, ...rendered } = await prompt.render(given.input, options);
  return { options: rendered, preamble: toPreamble(messages) };
}

function toGenerateOptions({ input: _input, store: _store, sessionId: _sessionId, ...options }: ChatOptions): GenerateOptions {
  return options;
}
