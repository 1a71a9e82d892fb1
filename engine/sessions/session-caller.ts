import type { ActionContext } from '../../schemas/action-context.ts';
import type { AgentInit, AgentInput } from '../../schemas/agent-input.ts';
import type { AgentOutput } from '../../schemas/agent-output.ts';
import type { AgentStreamChunk } from '../../schemas/agent-stream-chunk.ts';
import type { TurnAnswer } from '../../schemas/session-turn.ts';

/** One turn of an agent that runs elsewhere. */
export interface AgentTurnCall {
  readonly agent: string;
  readonly input: AgentInput;
  readonly init: AgentInit;
  readonly context?: ActionContext | undefined;
  /** Aborts the turn. */
  readonly abortSignal?: AbortSignal | undefined;
  /** Told the chunks while they come, where they reach this process. */
  readonly onChunk?: ((chunk: AgentStreamChunk) => void) | undefined;
}

/** Calls agents that run elsewhere. All reject with a `DurakitError`: what the agent threw, or UNAVAILABLE. */
export interface SessionCaller {
  /** A turn of a session, which is begun or woken by it. */
  callSession(call: AgentTurnCall & { readonly sessionId: string }): Promise<TurnAnswer>;
  /** A turn that is a run of its own: for agents whose clients keep the conversation. */
  callOnce(call: AgentTurnCall): Promise<AgentOutput>;
  /** Stops what works on a snapshot. False where nothing does. */
  abort(agent: string, sessionId: string, snapshotId: string): Promise<boolean>;
  /** A new id of a session. */
  newId(): string;
}
