import type { AgentStreamChunk } from '../../schemas/agent-stream-chunk.ts';
import type { SessionSnapshot } from '../../schemas/session-snapshot.ts';
import type { SessionState } from '../../schemas/session-state.ts';

/** What a client gets to see of an agent's data. What is left out passes unchanged. Source: Genkit `ai/src/agent.ts`. */
export interface ClientTransform<TState = unknown> {
  /** For the output's state, for snapshots that are read, and for the state whose changes are streamed. */
  readonly state?: (state: SessionState<TState>) => SessionState;
  /** For every chunk; nothing drops it. */
  readonly chunk?: (chunk: AgentStreamChunk) => AgentStreamChunk | null | undefined;
}

/** The state as a client sees it. */
export function toClientState<TState>(state: SessionState<TState>, transform: ClientTransform<TState> | undefined): SessionState {
  return transform?.state === undefined ? state : transform.state(state);
}

/** A snapshot as a client sees it. */
export function toClientSnapshot<TState>(
  snapshot: SessionSnapshot<TState>,
  transform: ClientTransform<TState> | undefined,
): SessionSnapshot {
  return snapshot.state === undefined ? snapshot : { ...snapshot, state: toClientState(snapshot.state, transform) };
}
