import { CancellationScope } from '@temporalio/workflow';
import { toDurakitError } from '../../engine/failure.ts';
import { runInvocation } from '../../engine/agents/run-invocation.ts';
import { isServerManaged } from '../../engine/agents/agent-definition.ts';
import { applyPatch } from '../../engine/sessions/apply-patch.ts';
import { toInputs } from '../../engine/agents/start-invocation.ts';
import type { ActionContext } from '../../schemas/action-context.ts';
import type { AgentInit } from '../../schemas/agent-input.ts';
import type { AgentOutput } from '../../schemas/agent-output.ts';
import type { SessionSnapshot } from '../../schemas/session-snapshot.ts';
import type { TurnAnswer } from '../../schemas/session-turn.ts';
import { toWorkflowFailure } from '../to-workflow-failure.ts';
import { createTurnPort, DuplicateTurnError, userIdOf, type TurnPort } from '../../engine/agents/turn-port.ts';
import type { RunningTurn, SessionRunState } from './session-run-state.ts';
import type { QueuedTurn } from './turn-queue.ts';

/**
 * Runs one turn to its end and answers whoever sent it: a detached one is answered at once. Never rejects but for a cancel of the run,
 * and then the turn has ended before.
 */
export async function runSessionTurn(state: SessionRunState, turn: QueuedTurn): Promise<void> {
  const controller = new AbortController();
  const { messageId, listens } = turn.options;
  const listener = listens === true ? messageId : undefined;
  const running: RunningTurn = { messageId, listener, snapshotId: undefined, abort: () => controller.abort() };
  state.running = running;
  state.details.refresh();
  const cancelled = CancellationScope.current().cancelRequested;
  cancelled.catch(() => controller.abort());
  try {
    // the turn writes its end itself, and is stopped by its signal alone
    await CancellationScope.nonCancellable(() => runTurn(state, turn, { running, abortSignal: controller.signal }));
  } finally {
    state.running = undefined;
    state.counts = { ...state.counts, turns: state.counts.turns + 1 };
    state.details.refresh();
  }
  if (CancellationScope.current().consideredCancelled) await cancelled;
}

async function runTurn(
  state: SessionRunState,
  { input, options, resolve, reject }: QueuedTurn,
  { running, abortSignal }: { readonly running: RunningTurn; readonly abortSignal: AbortSignal },
): Promise<void> {
  const { engine, definition, envelope } = state;
  const context: ActionContext = { ...engine.context, ...(options.context ?? envelope.context) };
  const port = isServerManaged(engine, definition) ? createPort(state, { running, context }) : undefined;
  let ended: Promise<unknown> = Promise.resolve();
  let custom: TurnAnswer['custom'];
  try {
    const scope = { kind: 'flow', name: definition.name, caller: state.caller, context, abortSignal } as const;
    const output = await engine.scopes.run({ ...scope, streamingRequested: false, sendChunk: () => undefined }, () =>
      runInvocation(engine, definition, {
        init: port === undefined ? (options.init ?? {}) : toInit(state, options.init),
        inputs: toInputs([input]),
        abortSignal,
        context,
        announceTurns: true,
        ...(port !== undefined && { port: { ...port, watchAborted: onAbort(abortSignal) } }),
        sendChunk: ({ customPatch }) => {
          if (customPatch !== undefined) custom = { value: applyPatch(custom?.value, customPatch) };
        },
        onEnd: (finished) => void (ended = finished),
      }),
    );
    noteLost(state, running, output.error?.message);
    resolve({ ...answerOf(output, port), ...(custom !== undefined && { custom }) });
  } catch (error) {
    if (port?.duplicate !== undefined || error instanceof DuplicateTurnError) resolve(toOutput(port?.duplicate));
    else {
      noteLost(state, running, toDurakitError(error).message);
      reject(toWorkflowFailure(error));
    }
  }
  // a detached turn goes on after its answer
  await ended.catch(() => undefined);
}

/** A turn that came to nothing before it had a row is said where people look: the sender of a signal is told by nobody. */
function noteLost({ details }: SessionRunState, { snapshotId }: RunningTurn, reason: string | undefined): void {
  if (snapshotId === undefined && reason !== undefined) details.note(`a turn did not begin: ${reason}`);
}

/** A detached turn listens to its caller no more; this signal is the session's, and stops it as well. */
function onAbort(signal: AbortSignal): (snapshotId: string, onAborted: () => void) => () => void {
  return (_snapshotId, onAborted) => {
    signal.addEventListener('abort', onAborted, { once: true });
    return () => signal.removeEventListener('abort', onAborted);
  };
}

function createPort(state: SessionRunState, { running, context }: { running: RunningTurn; context: ActionContext }): TurnPort {
  const { definition, caller, memory, runner, counts } = state;
  return createTurnPort({
    agent: definition.name,
    caller,
    memory,
    runner,
    messageId: running.messageId,
    userId: userIdOf(context),
    isShared: definition.access === 'anyone',
    isAlone: true,
    tokens: () => state.counts.tokens - counts.tokens,
    onBegun: (snapshotId) => {
      running.snapshotId = snapshotId;
      // it may have been aborted by its row before this run knew the row's id
      if (state.abortedIds.delete(snapshotId)) running.abort();
    },
  });
}

/** A session is its workflow's: a snapshot of another one is refused. */
function toInit({ sessionId }: SessionRunState, { snapshotId }: AgentInit = {}): AgentInit {
  return snapshotId === undefined || snapshotId === '' ? { sessionId } : { snapshotId, sessionId };
}

function answerOf(output: AgentOutput, port: TurnPort | undefined): AgentOutput {
  return port?.duplicate === undefined ? output : toOutput(port.duplicate);
}

/** What the first sender got. */
function toOutput(snapshot: SessionSnapshot | undefined): AgentOutput {
  if (snapshot === undefined) return {};
  const { sessionId, snapshotId, parentId, status, finishReason, error, state } = snapshot;
  if (status === 'pending') return { ...(sessionId !== undefined && { sessionId }), snapshotId, finishReason: 'detached' };
  const isUndone = status !== 'completed';
  const good = isUndone ? parentId : snapshotId;
  const message = isUndone ? undefined : state?.messages?.at(-1);
  const artifacts = state?.artifacts ?? [];
  // whoever aborts a row says nothing of how it finished
  const reason = finishReason ?? (status === 'aborted' ? 'aborted' : undefined);
  return {
    ...(sessionId !== undefined && { sessionId }),
    ...(good !== undefined && { snapshotId: good }),
    ...(message !== undefined && { message }),
    ...(artifacts.length > 0 && { artifacts }),
    ...(reason !== undefined && { finishReason: reason }),
    ...(error !== undefined && { error }),
  };
}
