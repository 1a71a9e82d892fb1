import type { Client } from '@temporalio/client';
import type { SessionRecords } from '../../engine/sessions/session-records.ts';
import type { SessionFilter, SessionMatch, SessionPage, SessionSearch, SnapshotRow } from '../../schemas/session-listing.ts';
import type { AgentOutput } from '../../schemas/agent-output.ts';
import type { Duration } from '../../schemas/duration.ts';
import type { SessionSnapshot } from '../../schemas/session-snapshot.ts';
import type { SessionStatus, TurnInput } from '../../schemas/session-turn.ts';
import { toSessionWorkflowId } from '../../schemas/session-turn.ts';
import { createFlowHandle } from '../create-flow-handle.ts';
import { abortTurn } from './abort-turn.ts';
import { checkSessionId } from './check-session-id.ts';
import { deleteSession } from './delete-session.ts';
import { readSessionStatus } from './read-session-status.ts';
import type { SessionNames } from './session-names.ts';
import { sendTurn, type TurnSend } from './send-turn.ts';
import { createTurnGate } from './turn-gate.ts';
import { sweepSessions, type SessionSweep } from './sweep-sessions.ts';

/** A session as it is now. */
export interface SessionView {
  /** The newest leaf: `pending` while a turn runs, `failed` after one that failed. */
  readonly snapshot: SessionSnapshot;
  /** Undefined where the session sleeps. */
  readonly status: SessionStatus | undefined;
}

/** What a turn may be sent with. */
export type SendTurnOptions = Pick<
  TurnSend,
  'init' | 'context' | 'messageId' | 'onBusy' | 'abortSignal' | 'limits' | 'patienceMilliseconds'
>;

/** A run's questions and how they are answered, as of flows. */
export type SessionQuestions = Pick<ReturnType<typeof createFlowHandle>, 'interrupts' | 'respond' | 'restart'>;

/**
 * The sessions of an installation. What is read of their rows needs its database: FAILED_PRECONDITION where the client knows none,
 * UNAVAILABLE where it is away.
 */
export interface SessionsClient {
  /** One turn; the session is begun or woken by it. What this client sends to a session is taken in the order of the calls, also where a turn has to be sent again: for 2 minutes while Temporal does not answer. Rejects with what the session refuses it for; a turn that fails is an output. */
  send(names: SessionNames, input: TurnInput, options?: SendTurnOptions): Promise<AgentOutput>;
  /** Those that were changed last first, a page at a time. */
  list(filter?: SessionFilter): Promise<SessionPage>;
  /** Undefined where there is no such session. Where it is awake it is asked how it is doing, which needs a worker: DEADLINE_EXCEEDED without one. */
  get(names: SessionNames): Promise<SessionView | undefined>;
  /** The snapshot of `get` alone, from the rows: needs no worker. */
  load(names: SessionNames): Promise<SessionSnapshot | undefined>;
  /** All snapshots without their states, oldest first. */
  history(names: SessionNames): Promise<readonly SnapshotRow[]>;
  /** Full text over what was said, the best first. */
  search(search: SessionSearch): Promise<readonly SessionMatch[]>;
  /** Stops the turn that runs, and the queue goes on. False where the session sleeps. */
  abort(names: SessionNames): Promise<boolean>;
  /** The questions of tools that wait for an answer. NOT_FOUND where the session sleeps. */
  questions(names: SessionNames): SessionQuestions;
  /** Ends the session's run, and deletes its rows, messages and artifacts. False where there was none. */
  delete(names: SessionNames): Promise<boolean>;
  /** Deletes what nobody has changed for so long. */
  sweep(options: { readonly olderThan: Duration; readonly limit?: number }): Promise<SessionSweep>;
}

/** Where sessions are. */
export interface SessionsClientOptions {
  readonly temporal: Client;
  readonly taskQueue: string;
  readonly records: () => Promise<SessionRecords>;
}

/** The sessions of one installation. */
export function createSessionsClient({ temporal, taskQueue, records }: SessionsClientOptions): SessionsClient {
  const gate = createTurnGate();
  const remove = async (names: SessionNames): Promise<boolean> => await deleteSession(temporal, await records(), names);
  return {
    send: async (names, input, options = {}) => {
      checkSessionId(names);
      return await gate.run(`${names.agent}/${names.sessionId}`, (onTaken) =>
        sendTurn(temporal, { ...names, ...options, input, taskQueue, onTaken }),
      );
    },
    list: async (filter = {}) => await (await records()).list(filter),
    get: async (names) => {
      const { agent, sessionId } = names;
      const [loaded, status] = await Promise.all([
        records().then((rows) => rows.load(agent, { sessionId })),
        readSessionStatus(temporal, names),
      ]);
      return loaded && { snapshot: loaded.snapshot, status };
    },
    load: async ({ agent, sessionId }) => (await (await records()).load(agent, { sessionId }))?.snapshot,
    history: async ({ agent, sessionId }) => await (await records()).history(agent, sessionId),
    search: async (search) => await (await records()).search(search),
    abort: (names) => abortTurn(temporal, names),
    questions: ({ agent, sessionId }) => {
      const workflowId = toSessionWorkflowId(agent, sessionId);
      return createFlowHandle(temporal, { flow: agent, id: sessionId, workflowId });
    },
    delete: remove,
    sweep: async (options) => await sweepSessions({ records: await records(), remove, ...options }),
  };
}
