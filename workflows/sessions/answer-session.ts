import { ApplicationFailure, currentUpdateInfo, defineQuery, defineSignal, defineUpdate, setHandler } from '@temporalio/workflow';
import { toAgentInput } from '../../engine/agents/to-agent-input.ts';
import { toClientState } from '../../engine/agents/client-transform.ts';
import { checkContext } from '../../engine/check-context.ts';
import { toFailureData, toDurakitError } from '../../engine/failure.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import type { SnapshotStatus } from '../../schemas/session-snapshot.ts';
import type { SessionState } from '../../schemas/session-state.ts';
import {
  ABORT_MESSAGE,
  MOVING_DETAILS,
  STATE_QUERY,
  STATUS_QUERY,
  TURN_MESSAGE,
  type AbortTarget,
  type SessionStatus,
  type TurnAnswer,
  type TurnInput,
  type TurnOptions,
} from '../../schemas/session-turn.ts';
import { answerInterrupts } from '../answer-interrupts.ts';
import { toStatus, type SessionRunState } from './session-run-state.ts';

type TurnArguments = [TurnInput, TurnOptions?];

const turnUpdate = defineUpdate<TurnAnswer, TurnArguments>(TURN_MESSAGE);
const turnSignal = defineSignal<TurnArguments>(TURN_MESSAGE);
const abortUpdate = defineUpdate<SnapshotStatus | undefined, [AbortTarget?]>(ABORT_MESSAGE);
const abortSignal = defineSignal<[AbortTarget?]>(ABORT_MESSAGE);
const statusQuery = defineQuery<SessionStatus>(STATUS_QUERY);
const stateQuery = defineQuery<SessionState>(STATE_QUERY);

/** Lets the outside talk to a session. What is wrong with a turn is said before it is in the history. */
export function answerSession(state: SessionRunState): void {
  const { engine, interrupts, events, definition } = state;
  setHandler(turnUpdate, (...[input, options]: TurnArguments) => takeTurn(state, input, options), {
    validator: (...[input, options]: TurnArguments) => throwing(() => checkTurn(state, input, options)),
    description: 'one turn of the conversation; its output is the answer',
  });
  setHandler(turnSignal, (...[input, options]: TurnArguments) => takeSignal(state, input, options), {
    description: 'one turn, without an answer',
  });
  setHandler(abortUpdate, (...[target]: [AbortTarget?]) => abortTurn(state, target), { description: 'stops the turn that runs' });
  setHandler(abortSignal, (...[target]: [AbortTarget?]) => void abortTurn(state, target), { description: 'stops the turn that runs' });
  setHandler(statusQuery, () => toStatus(state), { description: 'what the session is doing' });
  setHandler(stateQuery, () => toClientState(state.memory.latest?.state ?? {}, definition.clientTransform), {
    description: 'the newest state that this run has seen',
  });
  answerInterrupts(engine, interrupts, events);
}

async function takeTurn(state: SessionRunState, input: TurnInput, options: TurnOptions = {}): Promise<TurnAnswer> {
  const messageId = options.messageId ?? currentUpdateInfo()?.id;
  const { output } = enqueue(state, { input, options: { ...options, messageId }, isAwaited: true });
  return await output;
}

/** Nobody could be told of a refusal: it is said in the run's details. */
function takeSignal(state: SessionRunState, input: TurnInput, options: TurnOptions = {}): void {
  try {
    checkTurn(state, input, options);
    enqueue(state, { input, options, isAwaited: false });
  } catch (error) {
    state.details.note(`a turn that was signalled is refused: ${toDurakitError(error).message}`);
  }
}

function enqueue(
  state: SessionRunState,
  { input, options, isAwaited }: { readonly input: TurnInput; readonly options: TurnOptions; readonly isAwaited: boolean },
): { readonly output: Promise<TurnAnswer> } {
  const queued = state.queue.push({ input: toAgentInput(input), options }, isAwaited);
  if (onBusyOf(state, options) === 'interrupt') state.running?.abort();
  state.details.refresh();
  return queued;
}

function onBusyOf({ envelope, definition }: SessionRunState, { onBusy }: TurnOptions): string {
  return onBusy ?? envelope.onBusy ?? definition.onBusy ?? 'queue';
}

/** Throws INVALID_ARGUMENT for what is no turn and for a context with secrets, FAILED_PRECONDITION where the session is busy and must not be, UNAVAILABLE while it moves to a new run. */
function checkTurn(state: SessionRunState, input: TurnInput, options: TurnOptions = {}): void {
  const { engine, definition, envelope, sessionId, running, queue } = state;
  if (envelope.once === true)
    throw moving(`Session '${sessionId}' of agent '${definition.name}' is in a turn that another agent has asked for`);
  const data = toAgentInput(input);
  engine.schemas.check({ key: definition.key, side: 'input', schema: undefined, data });
  checkContext(options.context);
  if (state.isLeaving && currentUpdateInfo() !== undefined) {
    throw moving(`Session '${sessionId}' is moving to a new run`);
  }
  if (onBusyOf(state, options) === 'reject' && (running !== undefined || queue.length > 0)) {
    throw refusal(
      `Session '${sessionId}' of agent '${definition.name}' is busy with a turn: wait for it, abort it, or let this one queue.`,
    );
  }
}

/** Clients send such a turn again by themselves. */
function moving(what: string): DurakitError {
  return new DurakitError({ status: 'UNAVAILABLE', message: `${what}: send the turn again.`, details: MOVING_DETAILS });
}

function refusal(message: string): DurakitError {
  return new DurakitError({ status: 'FAILED_PRECONDITION', message });
}

/** What runs is stopped; what waits is taken out of the queue. Others are left alone: their rows have ended. */
async function abortTurn(state: SessionRunState, { snapshotId, messageId }: AbortTarget = {}): Promise<SnapshotStatus | undefined> {
  const { running, queue } = state;
  const isRunning =
    (snapshotId === undefined || snapshotId === running?.snapshotId) && (messageId === undefined || messageId === running?.messageId);
  if (running !== undefined && isRunning) {
    running.abort();
    return 'pending';
  }
  if (snapshotId !== undefined && running !== undefined && running.snapshotId === undefined) state.abortedIds.add(snapshotId);
  const waiting = messageId === undefined ? undefined : queue.remove(messageId);
  waiting?.resolve({ sessionId: state.sessionId, finishReason: 'aborted' });
  return waiting === undefined ? undefined : 'pending';
}

function throwing(body: () => void): void {
  try {
    body();
  } catch (error) {
    throw ApplicationFailure.create({ ...toFailureData(error), nonRetryable: true });
  }
}
