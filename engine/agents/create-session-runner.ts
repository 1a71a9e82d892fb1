import type { AgentFinishReason } from '../../schemas/agent-finish-reason.ts';
import type { AgentInput } from '../../schemas/agent-input.ts';
import type { TurnEnd } from '../../schemas/agent-stream-chunk.ts';
import type { RuntimeError } from '../../schemas/session-snapshot.ts';
import type { SessionState } from '../../schemas/session-state.ts';
import type { Session } from '../sessions/session.ts';
import type { ReservedTurn, SnapshotRecorder, TurnOutcome } from '../sessions/snapshot-recorder.ts';
import type { SessionRunner, TurnFunction } from './session-runner.ts';
import { toRuntimeError } from './to-runtime-error.ts';

/** What a runner needs. */
export interface RunnerOptions<TState> {
  readonly session: Session<TState>;
  readonly inputs: AsyncIterable<AgentInput>;
  readonly recorder: SnapshotRecorder;
  readonly abortSignal: AbortSignal;
  readonly onTurnStart: (turn: ReservedTurn) => void;
  readonly onTurnEnd: (end: TurnEnd) => void;
}

/** How far the turns of an invocation came. */
export interface TurnProgress<TState> {
  turnIndex: number;
  finishReason: AgentFinishReason | undefined;
  error: RuntimeError | undefined;
  /** What the last turn that ended well has left, or what the first one began with. */
  goodState: SessionState<TState>;
  goodSnapshotId: string | undefined;
}

/** A runner over one session, and what the invocation reads of it. */
export function createSessionRunner<TState>(options: RunnerOptions<TState>): {
  readonly runner: SessionRunner<TState>;
  readonly progress: TurnProgress<TState>;
} {
  const { session, recorder } = options;
  const progress: TurnProgress<TState> = {
    turnIndex: 0,
    finishReason: undefined,
    error: undefined,
    goodState: session.getState(),
    goodSnapshotId: recorder.lastSnapshotId,
  };
  const { getState, getMessages, addMessages, setMessages, getCustom, updateCustom, getArtifacts, addArtifacts } = session;
  const methods = { getState, getMessages, addMessages, setMessages, getCustom, updateCustom, getArtifacts, addArtifacts };
  const runner: SessionRunner<TState> = {
    ...methods,
    session,
    run: (turn) => runTurns(options, progress, turn),
    get turnIndex() {
      return progress.turnIndex;
    },
    get lastTurnFinishReason() {
      return progress.finishReason;
    },
    get lastTurnError() {
      return progress.error;
    },
    get isDetached() {
      return recorder.isDetached;
    },
  };
  return { runner, progress };
}

async function runTurns<TState>(options: RunnerOptions<TState>, progress: TurnProgress<TState>, turn: TurnFunction): Promise<void> {
  for await (const input of options.inputs) {
    const outcome = await runOneTurn(options, progress, { input, turn });
    if (outcome.status !== 'completed') return;
    progress.turnIndex++;
  }
}

const ABORTED: TurnOutcome = { status: 'aborted', finishReason: 'aborted' };

async function runOneTurn<TState>(
  options: RunnerOptions<TState>,
  progress: TurnProgress<TState>,
  { input, turn }: { readonly input: AgentInput; readonly turn: TurnFunction },
): Promise<TurnOutcome> {
  const { session, recorder, onTurnStart, onTurnEnd } = options;
  const reserved = await recorder.reserve();
  if (input.message !== undefined) session.addMessages([input.message]);
  onTurnStart(reserved);
  const { snapshotId, parentId } = reserved;
  const context = { snapshotId, parentSnapshotId: parentId, turnIndex: progress.turnIndex };
  const outcome = await settle(options, async () => {
    if (options.abortSignal.aborted) return ABORTED;
    const { finishReason } = (await turn(input, context)) ?? {};
    const completed: TurnOutcome = { status: 'completed', finishReason };
    // somebody may have aborted the snapshot while the function was on its last lines: that counts
    return (await recorder.record(reserved, completed)) === 'aborted' ? ABORTED : completed;
  });
  progress.finishReason = outcome.finishReason;
  progress.error = outcome.error;
  if (outcome.status === 'completed') {
    progress.goodState = session.getState();
    progress.goodSnapshotId = snapshotId;
  } else {
    await recorder.record(reserved, outcome);
  }
  onTurnEnd({ snapshotId, ...(outcome.finishReason !== undefined && { finishReason: outcome.finishReason }) });
  return outcome;
}

/** A turn that throws because it was stopped is aborted, not failed. */
async function settle<TState>({ abortSignal }: RunnerOptions<TState>, body: () => Promise<TurnOutcome>): Promise<TurnOutcome> {
  try {
    return await body();
  } catch (error) {
    if (abortSignal.aborted) return ABORTED;
    return { status: 'failed', finishReason: 'failed', error: toRuntimeError(error) };
  }
}
