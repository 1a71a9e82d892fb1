import type { AgentFinishReason } from '../../schemas/agent-finish-reason.ts';
import type { RuntimeError, SessionSnapshot } from '../../schemas/session-snapshot.ts';
import type { SessionState } from '../../schemas/session-state.ts';
import type { Session } from './session.ts';
import type { SnapshotPort } from './snapshot-port.ts';

/** A turn's place among the snapshots, known before it runs. */
export interface ReservedTurn {
  readonly snapshotId: string;
  readonly parentId: string | undefined;
  readonly createdAt: string;
}

/** How a turn ended. */
export interface TurnOutcome {
  readonly status: 'completed' | 'failed' | 'aborted';
  readonly finishReason?: AgentFinishReason | undefined;
  readonly error?: RuntimeError | undefined;
}

/** Writes the snapshots of one invocation, one write after the other. */
export interface SnapshotRecorder {
  readonly isDetached: boolean;
  /** True once {@link SnapshotRecorder.finish} was called: nothing can be detached any more. */
  readonly isOver: boolean;
  /** The newest snapshot, whatever became of it: the parent of the next. */
  readonly lastSnapshotId: string | undefined;
  /** For the next turn. Detached turns share the id of the one row that stands for all that is left. */
  reserve(): Promise<ReservedTurn>;
  /** `aborted` where somebody aborted the row meanwhile. A detached turn is written when all are done. */
  record(turn: ReservedTurn, outcome: TurnOutcome): Promise<'saved' | 'aborted'>;
  /** From here on nobody waits: one `pending` row stands for the turn that runs and for those that still wait. Gives its id. */
  detach(): Promise<string>;
  /** The end of the invocation: writes what was changed after the last turn, or the row of the detached ones. */
  finish(outcome: TurnOutcome | undefined): Promise<void>;
}

/** What a recorder needs. */
export interface RecorderOptions<TState> {
  readonly session: Session<TState>;
  /** None: ids are given, nothing is written. */
  readonly port: SnapshotPort<TState> | undefined;
  readonly lastSnapshotId: string | undefined;
  /** ISO. */
  readonly now: () => string;
  readonly newId: () => string;
  /** Whether each turn has a `pending` row from its start. */
  readonly announceTurns: boolean;
  /** Whether a detached row says when it was last alive. */
  readonly heartbeat: boolean;
}

interface RecorderState<TState> {
  lastSnapshotId: string | undefined;
  savedVersion: number;
  savedState: SessionState<TState>;
  current: ReservedTurn | undefined;
  detached: ReservedTurn | undefined;
  lastOutcome: TurnOutcome | undefined;
  isOver: boolean;
  /** The end of the queue of writes: a row that was ended must not become `pending` again. */
  writes: Promise<unknown>;
}

/** A recorder of one invocation. */
export function createSnapshotRecorder<TState>(options: RecorderOptions<TState>): SnapshotRecorder {
  const { session, port, now, newId, announceTurns, heartbeat } = options;
  const state: RecorderState<TState> = {
    lastSnapshotId: options.lastSnapshotId,
    savedVersion: session.getVersion(),
    savedState: session.getState(),
    current: undefined,
    detached: undefined,
    lastOutcome: undefined,
    isOver: false,
    writes: Promise.resolve(),
  };

  function save(turn: ReservedTurn, row: Partial<SessionSnapshot<TState>>): Promise<'saved' | 'aborted'> {
    const snapshot = toSnapshot(session.sessionId, turn, { ...row, updatedAt: now() });
    const write = state.writes.then(() => port?.save(snapshot) ?? ('saved' as const));
    state.writes = write.catch(() => undefined);
    return write;
  }

  function toTurn(): ReservedTurn {
    return { snapshotId: newId(), parentId: state.lastSnapshotId, createdAt: now() };
  }

  async function end(turn: ReservedTurn, outcome: TurnOutcome): Promise<'saved' | 'aborted'> {
    const current = session.getState();
    state.savedVersion = session.getVersion();
    state.lastSnapshotId = turn.snapshotId;
    state.savedState = outcome.status === 'completed' ? current : state.savedState;
    return await save(turn, { ...outcome, state: current });
  }

  return {
    get isDetached() {
      return state.detached !== undefined;
    },
    get isOver() {
      return state.isOver;
    },
    get lastSnapshotId() {
      return state.lastSnapshotId;
    },
    reserve: async () => {
      state.current = state.detached ?? toTurn();
      const turn = state.current;
      if (announceTurns && state.detached === undefined) await save(turn, { status: 'pending', state: state.savedState });
      return turn;
    },
    record: async (turn, outcome) => {
      state.current = undefined;
      state.lastOutcome = outcome;
      return state.detached === undefined ? await end(turn, outcome) : 'saved';
    },
    detach: async () => {
      state.detached ??= state.current ?? toTurn();
      const { detached } = state;
      await save(detached, { status: 'pending', state: state.savedState, ...(heartbeat && { heartbeatAt: now() }) });
      return detached.snapshotId;
    },
    finish: async (outcome) => {
      state.isOver = true;
      const { detached, lastOutcome = { status: 'completed' } } = state;
      if (detached !== undefined) await end(detached, outcome ?? lastOutcome);
      else if (lastOutcome.status === 'completed' && outcome === undefined && session.getVersion() !== state.savedVersion) {
        const { finishReason } = lastOutcome;
        await end(toTurn(), { status: 'completed', ...(finishReason !== undefined && { finishReason }) });
      }
      await state.writes;
    },
  };
}

function toSnapshot<TState>(
  sessionId: string,
  { snapshotId, parentId, createdAt }: ReservedTurn,
  row: Partial<SessionSnapshot<TState>>,
): SessionSnapshot<TState> {
  const known = Object.entries(row).filter(([, value]) => value !== undefined);
  return {
    snapshotId,
    sessionId,
    ...(parentId !== undefined && { parentId }),
    createdAt,
    ...(Object.fromEntries(known) as Partial<SessionSnapshot<TState>>),
  };
}
