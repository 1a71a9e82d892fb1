import { workflowInfo } from '@temporalio/workflow';
import type { ActionContext } from '../../schemas/action-context.ts';
import type { ActionCaller } from '../../engine/action-caller.ts';
import type { AgentDefinition } from '../../engine/agents/agent-definition.ts';
import type { Engine } from '../../engine/engine.ts';
import { createEventQueue, type EventQueue } from '../../engine/event-queue.ts';
import { createLatestSnapshot, type LatestSnapshot } from '../../engine/sessions/session-memory.ts';
import { createPendingInterrupts, type PendingInterrupts } from '../../engine/tools/pending-interrupts.ts';
import type { GenerateResponseData } from '../../schemas/generate-response.ts';
import type { ToolRequestPart } from '../../schemas/part.ts';
import type { SessionCounts, SessionEnvelope, SessionStatus } from '../../schemas/session-turn.ts';
import { createActivityCaller } from '../activity-caller.ts';
import { setStatus } from '../run-attributes.ts';
import { createSessionDetails, type SessionDetails } from './session-details.ts';

import { createTurnQueue, type TurnQueue } from './turn-queue.ts';

/** The turn that runs. */
export interface RunningTurn {
  readonly messageId: string | undefined;
  /** Somebody may listen to its models, by its message. */
  readonly listener: string | undefined;
  /** Undefined until its row is there. */
  snapshotId: string | undefined;
  abort(): void;
}

/** All that one run of a session knows. */
export interface SessionRunState {
  readonly engine: Engine;
  readonly definition: AgentDefinition;
  readonly envelope: SessionEnvelope;
  readonly sessionId: string;
  /** `<workflow id>/<id of the first run>`: the same over all runs that go on for one another. */
  readonly runner: string;
  readonly queue: TurnQueue;
  readonly events: EventQueue;
  readonly interrupts: PendingInterrupts;
  readonly memory: LatestSnapshot;
  readonly details: SessionDetails;
  readonly caller: ActionCaller;
  /** Turns when this run began. */
  readonly startedAt: number;
  counts: SessionCounts;
  running: RunningTurn | undefined;
  /** The questions of the newest snapshot. */
  asked: readonly ToolRequestPart[];
  /** Of the turn that asked: the one that goes on with the answers has the same. */
  askedContext: ActionContext | undefined;
  /** Snapshots that somebody wants to have stopped, and that this run did not know then. */
  readonly abortedIds: Set<string>;
  /** Turns since the run should go on in a new one. */
  dueTurns: number;
  /** True while new turns are turned away, so that it can. */
  isLeaving: boolean;
  /** Nobody's answer is waited for any more. */
  stopWatching: () => void;
}

type Given = Pick<SessionRunState, 'engine' | 'definition' | 'envelope' | 'sessionId'>;

/** A run that begins. */
export function createSessionState(given: Given): SessionRunState {
  const { workflowId, firstExecutionRunId } = workflowInfo();
  const counts = given.envelope.carried?.counts ?? { turns: 0, tokens: 0 };
  const events = createEventQueue();
  const interrupts = createPendingInterrupts();
  const memory = createLatestSnapshot();
  const details = createSessionDetails(() => ({
    status: toStatus(state),
    messages: memory.latest?.state?.messages ?? [],
    asked: state.asked,
  }));
  const base = createActivityCaller({ context: given.engine.context, events, interrupts, details, setStatus: createWaitStatus() });
  const state: SessionRunState = {
    ...given,
    runner: `${workflowId}/${firstExecutionRunId}`,
    queue: createTurnQueue(),
    events,
    interrupts,
    memory,
    details,
    caller: withTurn(base, {
      listener: () => state.running?.listener,
      count: (tokens) => {
        state.counts = { ...state.counts, tokens: state.counts.tokens + tokens };
      },
    }),
    startedAt: counts.turns,
    counts,
    running: undefined,
    asked: [],
    askedContext: given.envelope.carried?.askedContext,
    abortedIds: new Set(),
    dueTurns: 0,
    isLeaving: false,
    stopWatching: () => undefined,
  };
  return state;
}

/** One change of the status for several questions that wait at once: each is an event of the history. */
function createWaitStatus(): (status: 'running' | 'waiting') => void {
  let waits = 0;
  return (status) => {
    waits += status === 'waiting' ? 1 : -1;
    if (waits === (status === 'waiting' ? 1 : 0)) setStatus(status);
  };
}

/** How the session is doing. */
export function toStatus({ running, asked, queue, counts, sessionId, memory }: SessionRunState): SessionStatus {
  const waitsOrIdles = asked.length > 0 ? 'waiting' : 'idle';
  return {
    state: running === undefined ? waitsOrIdles : 'running',
    sessionId,
    queued: queue.length,
    ...(running?.snapshotId !== undefined && { running: running.snapshotId }),
    ...(memory.latest !== undefined && { snapshotId: memory.latest.snapshotId }),
    ...counts,
  };
}

/** What the models of a turn are called with, and what is counted of their answers. */
interface TurnWatch {
  readonly listener: () => string | undefined;
  readonly count: (tokens: number) => void;
}

function withTurn(caller: ActionCaller, { listener, count }: TurnWatch): ActionCaller {
  return {
    ...caller,
    callAction: async (call) => {
      if (!call.key.startsWith('/model/')) return await caller.callAction(call);
      const output = (await caller.callAction({ ...call, listener: listener() })) as GenerateResponseData;
      count(toTokens(output));
      return output;
    },
  };
}

function toTokens({ usage = {} }: GenerateResponseData): number {
  const { totalTokens, inputTokens = 0, outputTokens = 0 } = usage;
  return totalTokens ?? inputTokens + outputTokens;
}
