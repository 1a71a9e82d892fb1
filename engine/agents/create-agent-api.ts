import type { AgentInit } from '../../schemas/agent-input.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import type { SessionSnapshot, SnapshotStatus } from '../../schemas/session-snapshot.ts';
import type { SnapshotLookup } from '../sessions/snapshot-lookup.ts';
import type { AgentChat } from './agent-chat.ts';
import type { AgentTransport } from './agent-transport.ts';
import { fromSnapshot, toChatRecord } from './chat-record.ts';
import { createAgentChat } from './create-agent-chat.ts';
import { findLastCompleted } from './open-session.ts';

/** How an agent is talked to, in process and from afar. Source: Genkit `ai/src/agent-core.ts`. */
export interface AgentApi<TState = unknown> {
  /** A new conversation, or one that is taken up: by `snapshotId` or `sessionId` where the agent has a store, by `state` where it has none. */
  chat(init?: AgentInit<TState>): AgentChat<TState>;
  /**
   * The same with what was said so far. A session is taken up at its newest completed snapshot. Rejects with NOT_FOUND, and with
   * FAILED_PRECONDITION where the agent has no store.
   */
  loadChat(lookup: SnapshotLookup): Promise<AgentChat<TState>>;
  /** A snapshot by its id; by a session's, the newest of its leaves, a failed one where there is no better. Undefined where there is none. */
  getSnapshot(lookup: string | SnapshotLookup): Promise<SessionSnapshot<TState> | undefined>;
  /** Aborts a turn that has not ended. Gives the status before; undefined for an id that is not known. */
  abort(snapshotId: string): Promise<SnapshotStatus | undefined>;
}

/** The surface over a transport. */
export function createAgentApi<TState>(transport: AgentTransport): AgentApi<TState> {
  // an agent gives the state that its own definition says
  const getSnapshot = async (lookup: SnapshotLookup): Promise<SessionSnapshot<TState> | undefined> =>
    (await transport.getSnapshot(lookup)) as SessionSnapshot<TState> | undefined;
  return {
    chat: (init = {}) => createAgentChat<TState>(transport, toChatRecord(init)),
    loadChat: async (lookup) => {
      const newest = await getSnapshot(lookup);
      if (newest === undefined) {
        const subject = 'snapshotId' in lookup ? lookup.snapshotId : `session ${lookup.sessionId}`;
        throw new DurakitError({ status: 'NOT_FOUND', message: `Snapshot ${subject} not found.` });
      }
      if ('snapshotId' in lookup || newest.status === 'completed') return createAgentChat(transport, fromSnapshot(newest));
      const completed = await findLastCompleted({ load: (wanted) => transport.getSnapshot(wanted) }, lookup.sessionId);
      const { sessionId } = lookup;
      return createAgentChat<TState>(
        transport,
        completed === undefined ? toChatRecord({ sessionId }) : fromSnapshot(completed as SessionSnapshot<TState>),
      );
    },
    getSnapshot: (lookup) => getSnapshot(typeof lookup === 'string' ? { snapshotId: lookup } : lookup),
    abort: (snapshotId) => transport.abort(snapshotId),
  };
}
