import type { ActionContext } from '../../schemas/action-context.ts';
import type { AgentAbortRequest, AgentAbortResponse, GetSnapshotRequest } from '../../schemas/agent-requests.ts';
import type { AgentInit, AgentInput } from '../../schemas/agent-input.ts';
import type { AgentOutput } from '../../schemas/agent-output.ts';
import type { AgentStreamChunk } from '../../schemas/agent-stream-chunk.ts';
import type { SessionSnapshot, SnapshotStatus } from '../../schemas/session-snapshot.ts';
import type { CallableAction } from '../callable-action.ts';
import type { SessionStoreOptions } from '../sessions/session-store.ts';
import type { AgentApi } from './create-agent-api.ts';

/** How an agent is called as an action. */
export interface AgentRunOptions {
  readonly init?: AgentInit | undefined;
  /** Default: the context around the call. */
  readonly context?: ActionContext | undefined;
  readonly abortSignal?: AbortSignal | undefined;
  readonly onChunk?: ((chunk: AgentStreamChunk) => void) | undefined;
}

/** A call of an agent that takes several inputs: each is a turn, in order. */
export interface AgentBidiCall<TState = unknown> {
  /** Throws FAILED_PRECONDITION where the inputs were given with the call. */
  send(input: AgentInput): void;
  /** There are no more inputs: the call ends with the last turn. */
  close(): void;
  readonly stream: AsyncIterable<AgentStreamChunk>;
  readonly output: Promise<AgentOutput<TState>>;
}

/** How such a call is begun. */
export interface AgentBidiOptions extends Omit<AgentRunOptions, 'init' | 'onChunk'> {
  readonly inputStream?: AsyncIterable<AgentInput> | undefined;
}

/** A defined agent: talk to it, or call it as the action that it is. Source: Genkit `ai/src/agent.ts`. */
export interface Agent<TState = unknown> extends AgentApi<TState>, Pick<CallableAction<AgentInput, AgentOutput>, 'key' | '__action'> {
  /** One turn. A turn that fails is an output; misuse rejects. */
  (input: AgentInput, options?: AgentRunOptions): Promise<AgentOutput<TState>>;
  run(input: AgentInput, options?: AgentRunOptions): Promise<{ result: AgentOutput<TState> }>;
  stream(
    input: AgentInput,
    options?: AgentRunOptions,
  ): { readonly stream: AsyncIterable<AgentStreamChunk>; readonly output: Promise<AgentOutput<TState>> };
  streamBidi(init?: AgentInit<TState>, options?: AgentBidiOptions): AgentBidiCall<TState>;
  readonly agentName: string;
  /** As `getSnapshot`, with a context for the store. */
  getSnapshotData(lookup: GetSnapshotRequest & SessionStoreOptions): Promise<SessionSnapshot<TState> | undefined>;
  abort(snapshotId: string, options?: SessionStoreOptions): Promise<SnapshotStatus | undefined>;
  readonly getSnapshotDataAction: CallableAction<GetSnapshotRequest, SessionSnapshot<TState>>;
  readonly abortAgentAction: CallableAction<AgentAbortRequest, AgentAbortResponse>;
}
