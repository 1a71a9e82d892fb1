import type { AgentInput } from '../../schemas/agent-input.ts';
import type { Artifact } from '../../schemas/artifact.ts';
import type { MessageData } from '../../schemas/message.ts';
import type { SnapshotStatus } from '../../schemas/session-snapshot.ts';
import type { AgentChunk } from './agent-chunk.ts';
import type { AgentResponse } from './agent-response.ts';
import type { DetachedTask } from './detached-task.ts';

/** How a turn is sent. */
export interface SendOptions {
  /** Stops the turn: its response says `aborted`, and the conversation is what it was before. */
  readonly abortSignal?: AbortSignal | undefined;
}

/** Answers to the questions of tools. */
export type AgentResume = NonNullable<AgentInput['resume']>;

/**
 * A conversation with an agent. It knows what came of its turns, so ids and state need not be handed on. One turn at a time. Source: Genkit
 * `ai/src/agent-core.ts`.
 */
export interface AgentChat<TState = unknown> {
  /** Runs a turn to its end. Rejects with `AgentError` where it fails. */
  send(input: string | AgentInput, options?: SendOptions): Promise<AgentResponse<TState>>;
  sendStream(input: string | AgentInput, options?: SendOptions): AgentTurn<TState>;
  /** As `send({ resume })`. */
  resume(resume: AgentResume, options?: SendOptions): Promise<AgentResponse<TState>>;
  resumeStream(resume: AgentResume, options?: SendOptions): AgentTurn<TState>;
  /** Starts a turn that runs on alone. Rejects with FAILED_PRECONDITION where the agent has no store. */
  detach(input: string | AgentInput): Promise<DetachedTask<TState>>;
  /** Aborts the snapshot that the chat is at. Gives the status before; undefined where there is none. */
  abort(): Promise<SnapshotStatus | undefined>;
  readonly snapshotId: string | undefined;
  readonly sessionId: string | undefined;
  /** The custom state, live while a stream is read. */
  readonly state: TState | undefined;
  readonly messages: MessageData[];
  readonly artifacts: Artifact[];
}

/** A turn that is under way. */
export interface AgentTurn<TState = unknown> {
  /** Ends with an `AgentError` where the turn fails. The chat's state follows what is read here. */
  readonly stream: AsyncIterable<AgentChunk<TState>>;
  readonly response: Promise<AgentResponse<TState>>;
  abort(): void;
}
