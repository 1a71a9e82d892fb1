import type { AgentInput } from '../../schemas/agent-input.ts';
import type { AgentOutput } from '../../schemas/agent-output.ts';
import { toDurakitError } from '../failure.ts';
import { markHandled } from '../mark-handled.ts';
import type { AgentChat, AgentTurn, SendOptions } from './agent-chat.ts';
import { toAgentChunk, type AgentChunk } from './agent-chunk.ts';
import { AgentError } from './agent-error.ts';
import { toAgentResponse, type AgentResponse } from './agent-response.ts';
import type { AgentTransport, RunningTurn } from './agent-transport.ts';
import { applyCustomPatch, applyOutput, toInit, type ChatRecord } from './chat-record.ts';
import { createDetachedTask, type DetachedTask } from './detached-task.ts';
import { toAgentInput } from './to-agent-input.ts';

/** A chat over a transport, from what is known of the conversation. */
export function createAgentChat<TState>(transport: AgentTransport, record: ChatRecord<TState>): AgentChat<TState> {
  const sendStream: AgentChat<TState>['sendStream'] = (input, options) =>
    startTurn(transport, record, { input: toAgentInput(input), options });
  const send: AgentChat<TState>['send'] = (input, options) => markHandled(drain(sendStream(input, options)));
  return {
    send,
    sendStream,
    resume: (resume, options) => send({ resume }, options),
    resumeStream: (resume, options) => sendStream({ resume }, options),
    detach: (input) => markHandled(detach(transport, record, toAgentInput(input))),
    abort: async () => (record.snapshotId === undefined ? undefined : await transport.abort(record.snapshotId)),
    get snapshotId() {
      return record.snapshotId;
    },
    get sessionId() {
      return record.sessionId;
    },
    get state() {
      return record.state?.custom;
    },
    get messages() {
      return record.messages;
    },
    get artifacts() {
      return record.artifacts;
    },
  };
}

interface TurnCall {
  readonly input: AgentInput;
  readonly options: SendOptions | undefined;
}

function startTurn<TState>(
  transport: AgentTransport,
  record: ChatRecord<TState>,
  { input, options: { abortSignal } = {} }: TurnCall,
): AgentTurn<TState> {
  if (abortSignal?.aborted === true) return abortedTurn(record);
  const before = { ...record };
  const controller = new AbortController();
  const abort = (): void => controller.abort(abortSignal?.reason);
  abortSignal?.addEventListener('abort', abort, { once: true });
  const init = toInit(record);
  if (input.message !== undefined) record.messages = [...record.messages, input.message];
  const running = transport.runTurn(input, init, { abortSignal: controller.signal });
  const response = markHandled(
    settleTurn(record, { output: running.output, isAborted: () => controller.signal.aborted, before }).finally(() =>
      abortSignal?.removeEventListener('abort', abort),
    ),
  );
  const stream = readTurn(record, { running, response, isAborted: () => controller.signal.aborted });
  return { stream, response, abort: () => controller.abort() };
}

/** Nothing is sent for a caller who has gone already. */
function abortedTurn<TState>(record: ChatRecord<TState>): AgentTurn<TState> {
  const response = Promise.resolve(toResponse({ finishReason: 'aborted' }, record));
  return { stream: (async function* (): AsyncGenerator<never> {})(), response, abort: () => undefined };
}

interface Settling<TState> {
  readonly output: Promise<AgentOutput>;
  readonly isAborted: () => boolean;
  readonly before: ChatRecord<TState>;
}

async function settleTurn<TState>(
  record: ChatRecord<TState>,
  { output, isAborted, before }: Settling<TState>,
): Promise<AgentResponse<TState>> {
  let raw: AgentOutput<TState>;
  try {
    // an agent gives the state that its own definition says
    raw = (await output) as AgentOutput<TState>;
  } catch (error) {
    raw = isAborted() ? { finishReason: 'aborted' } : toFailedOutput(error);
    applyOutput(record, raw, before);
    if (raw.finishReason === 'failed') throw toAgentError(raw, record, error);
    return toResponse(raw, record);
  }
  applyOutput(record, raw, before);
  if (raw.finishReason === 'failed') throw toAgentError(raw, record);
  return toResponse(raw, record);
}

interface Reading<TState> {
  readonly running: RunningTurn;
  readonly response: Promise<AgentResponse<TState>>;
  readonly isAborted: () => boolean;
}

async function* readTurn<TState>(
  record: ChatRecord<TState>,
  { running, response, isAborted }: Reading<TState>,
): AsyncGenerator<AgentChunk<TState>, void> {
  let previousText = '';
  try {
    for await (const raw of running.stream) {
      if (raw.customPatch !== undefined) applyCustomPatch(record, raw.customPatch);
      const custom = raw.customPatch === undefined ? undefined : record.state?.custom;
      const chunk = toAgentChunk<TState>(raw, { previousText, custom });
      previousText = chunk.accumulatedText;
      yield chunk;
    }
  } catch (error) {
    if (!isAborted()) {
      await response;
      throw toAgentError(toFailedOutput(error), record, error);
    }
  }
  await response;
}

/** The stream is read as well: it carries the changes of the custom state. */
async function drain<TState>({ stream, response }: AgentTurn<TState>): Promise<AgentResponse<TState>> {
  const chunks = stream[Symbol.asyncIterator]();
  while ((await chunks.next()).done !== true);
  return await response;
}

async function detach<TState>(transport: AgentTransport, record: ChatRecord<TState>, input: AgentInput): Promise<DetachedTask<TState>> {
  const before = { ...record };
  const init = toInit(record);
  if (input.message !== undefined) record.messages = [...record.messages, input.message];
  const { signal } = new AbortController();
  const { output } = transport.runTurn({ ...input, detach: true }, init, { abortSignal: signal });
  let raw: AgentOutput<TState>;
  try {
    raw = (await output) as AgentOutput<TState>;
  } catch (error) {
    applyOutput(record, { finishReason: 'failed' }, before);
    throw error;
  }
  applyOutput(record, raw, before);
  if (raw.finishReason === 'failed') throw toAgentError(raw, record);
  if (raw.snapshotId !== undefined) return createDetachedTask(transport, raw.snapshotId);
  const error = { status: 'INTERNAL', message: 'detach did not return a snapshotId.' };
  throw toAgentError({ ...raw, error }, record);
}

function toFailedOutput(error: unknown): AgentOutput<never> {
  const { status, message } = toDurakitError(error);
  return { finishReason: 'failed', error: { status, message } };
}

function toResponse<TState>(raw: AgentOutput<TState>, { messages, state, sessionId }: ChatRecord<TState>): AgentResponse<TState> {
  return toAgentResponse(raw, { messages, state: state?.custom, sessionId });
}

function toAgentError<TState>(raw: AgentOutput<TState>, record: ChatRecord<TState>, cause?: unknown): AgentError<TState> {
  if (cause instanceof AgentError) return cause as AgentError<TState>;
  const { status = 'UNKNOWN', message = 'Agent turn failed.', details } = raw.error ?? {};
  const response = toResponse({ ...raw, snapshotId: raw.snapshotId ?? record.snapshotId }, record);
  return new AgentError({ status, message, details, cause, response });
}
