import type { AgentFinishReason } from '../../schemas/agent-finish-reason.ts';
import type { AgentOutput } from '../../schemas/agent-output.ts';
import type { Artifact } from '../../schemas/artifact.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import type { MessageData } from '../../schemas/message.ts';
import type { Media, ToolRequestPart } from '../../schemas/part.ts';
import { Message } from '../generate/message.ts';
import { toAgentInterrupt, type AgentInterrupt } from './agent-interrupt.ts';

/** A turn's end, with the getters of a `GenerateResponse` and what agents have beside them. Source: Genkit `ai/src/agent-core.ts`. */
export interface AgentResponse<TState = unknown, TOutput = unknown> {
  readonly message: MessageData | undefined;
  readonly text: string;
  readonly reasoning: string;
  readonly media: Media | null;
  /** The first data part. */
  readonly data: TOutput | null;
  readonly toolRequests: ToolRequestPart[];
  /** What tools ask before the conversation can go on. */
  readonly interrupts: AgentInterrupt[];
  /** The conversation as the chat knows it. */
  readonly messages: MessageData[];
  /** `unknown` where the agent gave none. */
  readonly finishReason: AgentFinishReason;
  readonly finishMessage: string | undefined;
  readonly raw: AgentOutput<TState>;
  /** Throws FAILED_PRECONDITION where the answer was blocked, or there is none. */
  assertValid(): void;
  readonly snapshotId: string | undefined;
  readonly sessionId: string | undefined;
  /** The custom state. */
  readonly state: TState | undefined;
  readonly artifacts: Artifact[];
}

/** What the chat knows where the output says nothing: an agent with a store sends no state. */
export interface ResponseFallbacks<TState> {
  readonly messages: readonly MessageData[];
  readonly state: TState | undefined;
  readonly sessionId: string | undefined;
}

/** A response of an output. */
export function toAgentResponse<TState>(
  raw: AgentOutput<TState>,
  { messages, state, sessionId }: ResponseFallbacks<TState>,
): AgentResponse<TState> {
  const message = new Message(raw.message ?? { role: 'model', content: [] });
  const finishReason = raw.finishReason ?? 'unknown';
  return {
    message: raw.message,
    text: message.text,
    reasoning: message.reasoning,
    media: message.media,
    data: message.data,
    toolRequests: message.toolRequests,
    interrupts: message.interrupts.map(toAgentInterrupt),
    messages: [...messages],
    finishReason,
    finishMessage: raw.error?.message,
    raw,
    snapshotId: raw.snapshotId,
    sessionId: raw.sessionId ?? sessionId,
    state: raw.state?.custom ?? state,
    artifacts: raw.artifacts ?? raw.state?.artifacts ?? [],
    assertValid: () => assertValid(raw),
  };
}

function assertValid({ finishReason, error, message }: AgentOutput): void {
  if (finishReason === 'blocked') {
    throw new DurakitError({
      status: 'FAILED_PRECONDITION',
      message: `Generation blocked${error === undefined ? '' : `: ${error.message}`}.`,
    });
  }
  if (message === undefined) throw new DurakitError({ status: 'FAILED_PRECONDITION', message: 'Agent response has no message.' });
}
