import type { ActionContext } from '../../schemas/action-context.ts';
import type { AgentInit, AgentInput } from '../../schemas/agent-input.ts';
import type { AgentOutput, AgentResult } from '../../schemas/agent-output.ts';
import type { AgentStreamChunk } from '../../schemas/agent-stream-chunk.ts';
import type { SessionState } from '../../schemas/session-state.ts';
import { currentCaller, currentContext } from '../call-action.ts';
import { createChunkStream } from '../chunk-stream.ts';
import type { Engine } from '../engine.ts';
import { markHandled } from '../mark-handled.ts';
import { createSession } from '../sessions/session.ts';
import type { SnapshotPort } from '../sessions/snapshot-port.ts';
import { createSnapshotRecorder, type SnapshotRecorder } from '../sessions/snapshot-recorder.ts';
import type { AgentDefinition } from './agent-definition.ts';
import { AgentInitError } from './agent-error.ts';
import { AGENT_SCHEMAS } from './agent-schemas.ts';
import { toClientState } from './client-transform.ts';
import { createChunkEmitter, type ChunkEmitter } from './create-chunk-emitter.ts';
import { createSessionRunner, type TurnProgress } from './create-session-runner.ts';
import { checkInit, openSession, type OpenedSession } from './open-session.ts';
import { checkFit, pumpInputs } from './pump-inputs.ts';
import { runInSession } from './run-in-session.ts';
import { snapshotPortOf } from './snapshot-port-of.ts';
import type { SessionRunner } from './session-runner.ts';
import { startHeartbeat } from './start-heartbeat.ts';
import { toRuntimeError } from './to-runtime-error.ts';

/** One call of an agent: a conversation, and one input or several, each of which is a turn. */
export interface AgentInvocation {
  readonly init?: AgentInit | undefined;
  readonly inputs: AsyncIterable<AgentInput>;
  readonly sendChunk?: ((chunk: AgentStreamChunk) => void) | undefined;
  /** Until the turns are detached; then only their snapshot can be aborted. */
  readonly abortSignal?: AbortSignal | undefined;
  /** Default: the context around the call. */
  readonly context?: ActionContext | undefined;
  /** Where the snapshots go. Default: the agent's own store. */
  readonly port?: SnapshotPort | undefined;
  /** Whether each turn has a `pending` snapshot from its start, by which others find and abort it. Default false, as in Genkit. */
  readonly announceTurns?: boolean | undefined;
  /** Given what settles when the agent's function has ended: for detached turns that is later than the output. */
  readonly onEnd?: ((ended: Promise<unknown>) => void) | undefined;
}

/**
 * Runs an agent where the code stands. Rejects with `AgentInitError` (misuse) before anything runs, and with what the agent's function
 * throws outside of its turns; a turn that fails is an output with `finishReason: 'failed'`. Source of the rules: Genkit `ai/src/agent.ts`.
 */
export async function runInvocation(engine: Engine, definition: AgentDefinition, invocation: AgentInvocation): Promise<AgentOutput> {
  const { init = {} } = invocation;
  checkInit(engine, definition, init);
  const context = invocation.context === undefined ? currentContext(engine) : { ...engine.context, ...invocation.context };
  const port = invocation.port ?? snapshotPortOf(engine, definition, context);
  let opened: OpenedSession;
  try {
    checkFit(engine, init, AGENT_SCHEMAS.init);
    opened = await openSession(engine, definition, { init, port });
  } catch (error) {
    if (error instanceof AgentInitError) throw error;
    return { finishReason: 'failed', error: toRuntimeError(error), ...(init.state !== undefined && { state: init.state }) };
  }
  return await runOpened(engine, definition, { ...invocation, ...opened, port, context });
}

type OpenedInvocation = AgentInvocation & OpenedSession & { readonly port: SnapshotPort | undefined; readonly context: ActionContext };

async function runOpened(engine: Engine, definition: AgentDefinition, invocation: OpenedInvocation): Promise<AgentOutput> {
  const { port, state, snapshotId, context, announceTurns = false, sendChunk = (): void => undefined } = invocation;
  const { name, clientTransform: transform, body } = definition;
  const caller = currentCaller(engine, name);
  const session = createSession(state, () => caller.uuid());
  const heartbeat = engine.keepsBodies && port?.beat !== undefined;
  const now = (): string => new Date(caller.now()).toISOString();
  const stopping = createStopping(invocation, port);
  const recorder = createSnapshotRecorder({
    session,
    port,
    lastSnapshotId: snapshotId,
    now,
    newId: () => caller.uuid(),
    announceTurns,
    heartbeat,
  });
  const emitter = createChunkEmitter({ session, transform, sendChunk, isSilent: () => recorder.isDetached });
  const queue = createChunkStream();
  const { runner, progress } = createSessionRunner({
    session,
    recorder,
    inputs: queue.stream as AsyncIterable<AgentInput>,
    abortSignal: stopping.signal,
    onTurnStart: (turn) => {
      emitter.startTurn();
      if (announceTurns) stopping.watch(turn.snapshotId);
    },
    onTurnEnd: ({ snapshotId: ended, finishReason }) =>
      emitter.emit({ turnEnd: { ...(port !== undefined && { snapshotId: ended }), ...(finishReason !== undefined && { finishReason }) } }),
  });

  const detached = createDetachment(async () => {
    if (recorder.isOver) return await finished;
    const id = await recorder.detach();
    stopping.watch(id);
    stopping.standAlone();
    if (heartbeat) stopping.onEnd(startHeartbeat(async () => await port.beat?.(id, now())));
    return { sessionId: session.sessionId, snapshotId: id, finishReason: 'detached' } satisfies AgentOutput;
  });
  const pumped = pumpInputs(engine, invocation.inputs, { queue, canDetach: port !== undefined, detach: detached.start });
  void pumped.catch(stopping.abort);
  const call: InvocationCall = { runner, progress, recorder, emitter, stopping, hasStore: port !== undefined, definition };
  const finished = markHandled(
    runInSession(engine, { name, session, context, abortSignal: stopping.signal }, () =>
      finish(call, () => Promise.resolve(body(runner, { sendChunk: emitter.emit, abortSignal: stopping.signal, context }))),
    ),
  );
  invocation.onEnd?.(finished);
  return await Promise.race([finished, detached.output, pumped.then(() => finished)]);
}

interface InvocationCall {
  readonly runner: SessionRunner;
  readonly progress: TurnProgress<unknown>;
  readonly recorder: SnapshotRecorder;
  readonly emitter: ChunkEmitter;
  readonly stopping: Stopping;
  readonly hasStore: boolean;
  readonly definition: AgentDefinition;
}

async function finish(call: InvocationCall, body: () => Promise<AgentResult>): Promise<AgentOutput> {
  const { recorder, emitter, stopping } = call;
  try {
    const result = await body();
    await recorder.finish(undefined);
    return toOutput(call, result);
  } catch (error) {
    if (recorder.isDetached) await recorder.finish({ status: 'failed', finishReason: 'failed', error: toRuntimeError(error) });
    throw error;
  } finally {
    stopping.end();
    emitter.stop();
  }
}

/** What went wrong leaves the conversation as the last good turn left it. */
function toOutput({ runner, progress, recorder, hasStore, definition }: InvocationCall, result: AgentResult): AgentOutput {
  const { session } = runner;
  const isUndone = progress.finishReason === 'failed' || progress.finishReason === 'aborted';
  const state: SessionState = isUndone ? progress.goodState : session.getState();
  const finishReason = isUndone ? progress.finishReason : (result.finishReason ?? progress.finishReason);
  const message = isUndone ? progress.goodState.messages?.at(-1) : result.message;
  const snapshotId = isUndone ? progress.goodSnapshotId : recorder.lastSnapshotId;
  const artifacts = (isUndone && result.artifacts !== undefined ? progress.goodState.artifacts : result.artifacts) ?? [];
  return {
    sessionId: session.sessionId,
    ...(artifacts.length > 0 && { artifacts }),
    ...(message !== undefined && { message }),
    ...(finishReason !== undefined && { finishReason }),
    ...(progress.error !== undefined && { error: progress.error }),
    ...(hasStore ? snapshotId !== undefined && { snapshotId } : { state: toClientState(state, definition.clientTransform) }),
  };
}

/** The one signal that stops a turn, and who may fire it. */
interface Stopping {
  readonly signal: AbortSignal;
  abort(reason?: unknown): void;
  /** Stops with the snapshot: somebody aborted it. */
  watch(snapshotId: string): void;
  /** From here on the caller's own signal counts no more. */
  standAlone(): void;
  onEnd(stop: () => void): void;
  end(): void;
}

function createStopping({ abortSignal }: AgentInvocation, port: SnapshotPort | undefined): Stopping {
  const controller = new AbortController();
  const abort = (reason?: unknown): void => controller.abort(reason);
  const forward = (): void => abort(abortSignal?.reason);
  const standAlone = (): void => abortSignal?.removeEventListener('abort', forward);
  const atEnd: (() => void)[] = [standAlone];
  if (abortSignal?.aborted === true) forward();
  abortSignal?.addEventListener('abort', forward, { once: true });
  return {
    signal: controller.signal,
    abort,
    standAlone,
    watch: (snapshotId) => void atEnd.push(port?.watchAborted?.(snapshotId, () => abort()) ?? ((): void => undefined)),
    onEnd: (stop) => void atEnd.push(stop),
    end: () => atEnd.splice(0).forEach((stop) => stop()),
  };
}

/** Answers early, once. */
function createDetachment(detach: () => Promise<AgentOutput>): {
  readonly output: Promise<AgentOutput>;
  readonly start: () => Promise<void>;
} {
  let resolve: (output: AgentOutput) => void = () => undefined;
  const output = new Promise<AgentOutput>((given) => {
    resolve = given;
  });
  let started: Promise<AgentOutput> | undefined;
  return {
    output,
    start: async () => {
      started ??= detach();
      resolve(await started);
    },
  };
}
