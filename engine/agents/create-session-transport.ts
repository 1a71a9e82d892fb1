import type { ActionContext } from '../../schemas/action-context.ts';
import type { AgentInit, AgentInput } from '../../schemas/agent-input.ts';
import type { AgentOutput } from '../../schemas/agent-output.ts';
import type { AgentStreamChunk } from '../../schemas/agent-stream-chunk.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import type { TurnAnswer } from '../../schemas/session-turn.ts';
import { currentCaller } from '../call-action.ts';
import { createChunkStream } from '../chunk-stream.ts';
import type { Engine } from '../engine.ts';
import { toDurakitError } from '../failure.ts';
import { heldBack } from '../hold-back.ts';
import { markHandled } from '../mark-handled.ts';
import type { AgentTurnCall, SessionCaller } from '../sessions/session-caller.ts';
import { sessionIdOf } from '../sessions/snapshot-lookup.ts';
import { isServerManaged, type AgentDefinition } from './agent-definition.ts';
import { AGENT_SCHEMAS } from './agent-schemas.ts';
import type { AgentTransport, RunningTurn } from './agent-transport.ts';
import { checkInit } from './open-session.ts';
import { checkFit } from './pump-inputs.ts';
import { snapshotPortOf } from './snapshot-port-of.ts';
import { abortSnapshot, readSnapshot } from './snapshot-access.ts';
import { toRuntimeError } from './to-runtime-error.ts';

/** How a turn is sent to a session. */
export interface SessionTurnOptions {
  readonly init: AgentInit;
  readonly context?: ActionContext | undefined;
  readonly abortSignal?: AbortSignal | undefined;
  readonly onChunk?: ((chunk: AgentStreamChunk) => void) | undefined;
}

/** The way to an agent whose turns run durably: misuse is told before anything is sent. */
export function createSessionTransport(engine: Engine, definition: AgentDefinition, caller: SessionCaller): AgentTransport {
  return {
    runTurn: (input, init, { abortSignal }) => startSessionTurn(engine, definition, { caller, input, init, abortSignal }),
    getSnapshot: (lookup) => readSnapshot(engine, definition, lookup),
    abort: async (snapshotId) => {
      const snapshot = await readSnapshot(engine, definition, { snapshotId });
      const sessionId = snapshot && sessionIdOf(snapshot);
      // the row first: whatever the turn still writes, it stays aborted
      const before = await abortSnapshot(engine, definition, { snapshotId });
      if (before === 'pending' && sessionId !== undefined) await caller.abort(definition.name, sessionId, snapshotId);
      return before;
    },
    sleep: (milliseconds) => currentCaller(engine, definition.name).sleep(milliseconds, `wait for ${definition.name}`),
  };
}

/** Sends one turn; its chunks can be read while it runs, where they reach this process. */
export function startSessionTurn(
  engine: Engine,
  definition: AgentDefinition,
  { caller, input, ...options }: SessionTurnOptions & { readonly caller: SessionCaller; readonly input: AgentInput },
): RunningTurn {
  const held = heldBack(definition.name);
  if (held !== undefined) return { stream: { [Symbol.asyncIterator]: () => ({ next: () => held }) }, output: held };
  const { stream, push, close } = createChunkStream();
  let isLive = false;
  const tell = (chunk: AgentStreamChunk): void => {
    options.onChunk?.(chunk);
    push(chunk);
  };
  const onChunk = (chunk: AgentStreamChunk): void => {
    isLive = true;
    const shown = toShown(definition, chunk);
    if (shown !== undefined) tell(shown);
  };
  const output = markHandled(
    sendTurn(engine, definition, { caller, input, ...options, onChunk }).then(({ custom, ...ended }) => {
      for (const chunk of toLateChunks(ended, custom)) if (!isLive || chunk.modelChunk === undefined) tell(chunk);
      return ended;
    }),
  );
  void output.then(
    () => close(),
    (error: unknown) => close(toDurakitError(error)),
  );
  return { stream: stream as AsyncIterable<AgentStreamChunk>, output };
}

async function sendTurn(
  engine: Engine,
  definition: AgentDefinition,
  { caller, init, ...turn }: Omit<AgentTurnCall, 'agent'> & { readonly caller: SessionCaller },
): Promise<TurnAnswer> {
  const agent = definition.name;
  checkInit(engine, definition, init);
  checkFit(engine, init, AGENT_SCHEMAS.init);
  checkFit(engine, turn.input, AGENT_SCHEMAS.input);
  if (!isServerManaged(engine, definition)) return await caller.callOnce({ ...turn, agent, init });
  const sessionId = init.sessionId || (await findSessionId(engine, definition, init.snapshotId)) || caller.newId();
  return typeof sessionId === 'string' ? await caller.callSession({ ...turn, agent, init, sessionId }) : sessionId;
}

/** A bare snapshot names its session through its row. The words for one that is unknown are Genkit's, and so is that it is an output. */
async function findSessionId(
  engine: Engine,
  definition: AgentDefinition,
  snapshotId: string | undefined,
): Promise<string | AgentOutput | undefined> {
  if (snapshotId === undefined || snapshotId === '') return undefined;
  const snapshot = await snapshotPortOf(engine, definition, engine.context)?.load({ snapshotId });
  if (snapshot !== undefined) return sessionIdOf(snapshot);
  return { finishReason: 'failed', error: toRuntimeError(notFound(snapshotId)) };
}

function notFound(snapshotId: string): DurakitError {
  return new DurakitError({ status: 'NOT_FOUND', message: `Snapshot ${snapshotId} not found` });
}

/** What comes while the turn runs has not been through the agent's transform; one that throws ends no turn. */
function toShown({ clientTransform }: AgentDefinition, chunk: AgentStreamChunk): AgentStreamChunk | undefined {
  if (clientTransform?.chunk === undefined) return chunk;
  try {
    return clientTransform.chunk(chunk) ?? undefined;
  } catch {
    return undefined;
  }
}

/** What was not streamed is told at the end. */
function toLateChunks(
  { message, snapshotId, finishReason, artifacts = [] }: AgentOutput,
  custom: TurnAnswer['custom'],
): AgentStreamChunk[] {
  const content = finishReason === 'failed' || finishReason === 'aborted' ? undefined : message?.content;
  return [
    ...(custom === undefined ? [] : [{ customPatch: [{ op: 'replace' as const, path: '', value: custom.value }] }]),
    ...artifacts.map((artifact): AgentStreamChunk => ({ artifact })),
    ...(content === undefined ? [] : [{ modelChunk: { role: message?.role ?? 'model', content } } satisfies AgentStreamChunk]),
    { turnEnd: { ...(snapshotId !== undefined && { snapshotId }), ...(finishReason !== undefined && { finishReason }) } },
  ];
}
