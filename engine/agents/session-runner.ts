import type { ActionContext } from '../../schemas/action-context.ts';
import type { AgentFinishReason } from '../../schemas/agent-finish-reason.ts';
import type { AgentInput } from '../../schemas/agent-input.ts';
import type { AgentResult } from '../../schemas/agent-output.ts';
import type { AgentStreamChunk } from '../../schemas/agent-stream-chunk.ts';
import type { RuntimeError } from '../../schemas/session-snapshot.ts';
import type { Session } from '../sessions/session.ts';

/** What a turn's function may say of how it ended. */
export interface TurnResult {
  readonly finishReason?: AgentFinishReason | undefined;
}

/** A turn's place, known before it runs: what it makes outside (a branch, a folder) can carry the snapshot's id. */
export interface TurnContext {
  /** Of the snapshot that the turn will be saved under. */
  readonly snapshotId: string;
  /** Of the snapshot that it continues; undefined for the first turn of a session. */
  readonly parentSnapshotId: string | undefined;
  /** From 0, in this invocation. */
  readonly turnIndex: number;
}

export type TurnFunction = (input: AgentInput, turn: TurnContext) => Promise<TurnResult | void> | TurnResult | void;

type SessionMethods<TState> = Pick<
  Session<TState>,
  'getState' | 'getMessages' | 'addMessages' | 'setMessages' | 'getCustom' | 'updateCustom' | 'getArtifacts' | 'addArtifacts'
>;

/** The conversation and its inputs, as the function of a custom agent gets them. Source: Genkit `ai/src/agent.ts`. */
export interface SessionRunner<TState = unknown> extends SessionMethods<TState> {
  readonly session: Session<TState>;
  /**
   * Calls `turn` for each input, one after the other, after the input's message was added to the session. It ends with the inputs, or with
   * a turn that fails: that is no error here, see `lastTurnError`.
   */
  run(turn: TurnFunction): Promise<void>;
  /** Turns that have ended well. */
  readonly turnIndex: number;
  readonly lastTurnFinishReason: AgentFinishReason | undefined;
  readonly lastTurnError: RuntimeError | undefined;
  /** True where nobody waits for what is left. */
  readonly isDetached: boolean;
}

/** What surrounds the function of a custom agent. */
export interface AgentFunctionOptions {
  readonly sendChunk: (chunk: AgentStreamChunk) => void;
  /** Fires when the turn is aborted or its caller goes away; for a detached turn, when its snapshot is aborted. */
  readonly abortSignal: AbortSignal;
  readonly context: ActionContext;
}

/** The work of a custom agent. */
export type AgentFunction<TState = unknown> = (
  session: SessionRunner<TState>,
  options: AgentFunctionOptions,
) => Promise<AgentResult> | AgentResult;
