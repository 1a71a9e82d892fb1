import type { AgentInit } from '../../schemas/agent-input.ts';
import type { AgentOutput } from '../../schemas/agent-output.ts';
import type { Artifact } from '../../schemas/artifact.ts';
import type { JsonPatch } from '../../schemas/json-patch.ts';
import type { MessageData } from '../../schemas/message.ts';
import type { SessionSnapshot } from '../../schemas/session-snapshot.ts';
import type { SessionState } from '../../schemas/session-state.ts';
import { applyPatch } from '../sessions/apply-patch.ts';
import { mergeArtifacts } from '../sessions/session.ts';
import { sessionIdOf } from '../sessions/snapshot-lookup.ts';

/** What a chat knows of its conversation. */
export interface ChatRecord<TState> {
  snapshotId: string | undefined;
  sessionId: string | undefined;
  messages: MessageData[];
  artifacts: Artifact[];
  /** Whole where the client keeps it; the custom state alone where the agent has a store. */
  state: SessionState<TState> | undefined;
  /** True where the state came from the agent's store and must not be sent back. */
  isServerState: boolean;
}

/** What is known of a chat that begins, or is taken up by ids or a state. */
export function toChatRecord<TState>({ snapshotId, sessionId, state }: AgentInit<TState>): ChatRecord<TState> {
  return {
    snapshotId,
    sessionId: state?.sessionId ?? sessionId,
    messages: [...(state?.messages ?? [])],
    artifacts: [...(state?.artifacts ?? [])],
    state,
    isServerState: false,
  };
}

/** What is known of a chat from its newest snapshot. */
export function fromSnapshot<TState>(snapshot: SessionSnapshot<TState>): ChatRecord<TState> {
  const sessionId = sessionIdOf(snapshot);
  const known = toChatRecord<TState>({ snapshotId: snapshot.snapshotId, state: snapshot.state });
  return { ...known, sessionId, isServerState: true };
}

/** What the next turn has to say about where it belongs. */
export function toInit<TState>({ snapshotId, sessionId, state, isServerState }: ChatRecord<TState>): AgentInit<TState> {
  if (snapshotId !== undefined) return { snapshotId };
  if (state !== undefined && !isServerState) return { state };
  return sessionId === undefined ? {} : { sessionId };
}

/** Takes a turn's end into the record. One that came to nothing leaves what was `before` it. */
export function applyOutput<TState>(record: ChatRecord<TState>, raw: AgentOutput<TState>, before: ChatRecord<TState>): void {
  const isUndone = raw.finishReason === 'failed' || raw.finishReason === 'aborted';
  record.snapshotId = raw.snapshotId ?? record.snapshotId;
  record.sessionId = raw.sessionId ?? record.sessionId;
  if (raw.state !== undefined) {
    record.state = raw.state;
    record.isServerState = false;
  } else if (isUndone) {
    record.state = before.state;
    record.isServerState = before.isServerState;
  }
  if (raw.state?.messages !== undefined) record.messages = [...raw.state.messages];
  else if (isUndone) record.messages = [...before.messages];
  else if (raw.message !== undefined) record.messages = [...record.messages, raw.message];
  const known = isUndone ? before.artifacts : record.artifacts;
  record.artifacts = raw.state?.artifacts === undefined ? mergeArtifacts(known, raw.artifacts ?? []).all : [...raw.state.artifacts];
}

/** Takes a streamed change of the custom state into the record. */
export function applyCustomPatch<TState>(record: ChatRecord<TState>, patch: JsonPatch): void {
  const isFromServer = record.state === undefined || record.isServerState;
  record.state = { ...record.state, custom: applyPatch(record.state?.custom, patch) as TState };
  record.isServerState = isFromServer;
}
