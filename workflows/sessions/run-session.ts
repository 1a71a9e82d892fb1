import {
  allHandlersFinished,
  CancellationScope,
  condition,
  continueAsNew,
  isCancellation,
  setDefaultSignalHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { toAgentInput } from '../../engine/agents/to-agent-input.ts';
import type { AgentOutput } from '../../schemas/agent-output.ts';
import { openQuestions } from '../../engine/tools/open-questions.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import {
  fromAgentWorkflowType,
  fromSessionWorkflowId,
  toSessionWorkflowId,
  type CarriedSession,
  type SessionEnvelope,
  type TurnInput,
} from '../../schemas/session-turn.ts';
import { findAgent } from '../loaded-engines.ts';
import { ensureSessionAttributes } from '../run-attributes.ts';
import { toWorkflowFailure } from '../to-workflow-failure.ts';
import { answerSession } from './answer-session.ts';
import { createSessionState, type SessionRunState } from './session-run-state.ts';
import { runSessionTurn } from './run-session-turn.ts';
import { questionsOf, watchQuestions } from './watch-questions.ts';

const IDLE_MILLISECONDS = 60 * 60_000;

/**
 * The workflow of an agent. It is one conversation: turns come by updates and signals and run one at a time, in order; what was said is
 * in the rows, what is under way is here. With `once` it is a single turn, and the turn's output is its result.
 */
export async function runSession(first?: TurnInput, envelope: SessionEnvelope = {}): Promise<AgentOutput | undefined> {
  const { workflowType, workflowId } = workflowInfo();
  const { engine, definition } = findAgent(fromAgentWorkflowType(workflowType) ?? workflowType);
  const sessionId = fromSessionWorkflowId(workflowId);
  if (sessionId === undefined || toSessionWorkflowId(definition.name, sessionId) !== workflowId)
    throw misnamed(definition.name, workflowId);
  ensureSessionAttributes(definition.name, sessionId);
  const state = createSessionState({ engine, definition, envelope, sessionId });
  takeStart(state, first);
  // what came with the start is older than what these are told of
  answerSession(state);
  // the last: it would take the turns that were signalled with the start
  setDefaultSignalHandler((name, ...payload) => state.events.push(name, payload[0]));
  return envelope.once === true ? await runOnce(state) : await serveTurns(state);
}

/** What another run has handed on, or the turn that the run was started with. */
function takeStart(state: SessionRunState, first: TurnInput | undefined): void {
  const { once = false, limits: _limits, carried, ...options } = state.envelope;
  for (const turn of carried?.turns ?? []) state.queue.push(turn, false);
  for (const [name, payload] of carried?.events ?? []) state.events.push(name, payload);
  watchQuestions(state, carried?.asked ?? []);
  if (first === undefined) return;
  const data = toAgentInput(first);
  state.engine.schemas.check({ key: state.definition.key, side: 'input', schema: undefined, data });
  state.queue.push({ input: data, options }, once);
}

/** Clients find a session by the id of its workflow: under another one, two runs would work on the same rows. */
function misnamed(agent: string, workflowId: string): DurakitError {
  const wanted = toSessionWorkflowId(agent, fromSessionWorkflowId(workflowId) ?? workflowId);
  return new DurakitError({
    status: 'INVALID_ARGUMENT',
    message: `The workflow id of a session is 'agent/<agent>/<session id>', and this one is '${workflowId}'. Start it as '${wanted}'.`,
  });
}

async function runOnce(state: SessionRunState): Promise<AgentOutput> {
  const turn = state.queue.take();
  if (turn === undefined) throw new DurakitError({ status: 'INVALID_ARGUMENT', message: 'A run of one turn needs its input.' });
  // a turn that was detached has answered, and goes on
  const [output] = await Promise.all([turn.output, runSessionTurn(state, turn)]);
  await condition(allHandlersFinished);
  return output;
}

async function serveTurns(state: SessionRunState): Promise<undefined> {
  const { queue } = state;
  try {
    for (;;) {
      if (queue.length > 0) await runNext(state);
      else if (await isOver(state)) return undefined;
      if (isDue(state)) await goOn(state);
      // a question came up meanwhile: it may wait for days, and new turns must not
      else state.isLeaving = false;
    }
  } catch (error) {
    if (isCancellation(error)) await endCancelled(state);
    throw error;
  }
}

/** An answer that comes to a question while the turn runs is too late: the turn itself has moved on from it. */
async function runNext(state: SessionRunState): Promise<void> {
  const turn = state.queue.take();
  if (turn === undefined) return;
  state.stopWatching();
  const before = state.memory.latest;
  await runSessionTurn(state, turn);
  if (state.memory.latest !== before) state.askedContext = turn.options.context;
  watchQuestions(state, questionsOf(state.memory.latest));
}

/** Waits for the next turn. True: none came for so long that the session sleeps; a question that waits keeps it awake. */
async function isOver({ queue, envelope, asked }: SessionRunState): Promise<boolean> {
  const isWoken = (): boolean => queue.length > 0;
  const { idleMilliseconds = IDLE_MILLISECONDS } = envelope.limits ?? {};
  if (asked.length > 0) {
    await condition(isWoken);
    return false;
  }
  const woken = await condition(isWoken, idleMilliseconds, { summary: 'sleeps when nothing is said' });
  return !woken && allHandlersFinished();
}

/** A question of several that has its answer stays here until the others have theirs. */
function isDue({ envelope, counts, startedAt, asked, interrupts }: SessionRunState): boolean {
  if (interrupts.list().length !== openQuestions(asked).length) return false;
  const { turnsPerRun } = envelope.limits ?? {};
  return workflowInfo().continueAsNewSuggested || (turnsPerRun !== undefined && counts.turns - startedAt >= turnsPerRun);
}

/** Turns that a run still takes when it should go on in a new one: where there is always somebody who waits, it must refuse some. */
const GRACE_TURNS = 100;

/**
 * Goes on in a new run, with a new history, at a moment when no sender waits: their turns cannot be handed on. A session that has no such
 * moment turns new ones away until those that wait are answered; clients send them again, in order.
 */
async function goOn(state: SessionRunState): Promise<void> {
  const { queue, envelope } = state;
  state.dueTurns++;
  state.isLeaving = state.dueTurns > (envelope.limits?.turnsPerRun ?? GRACE_TURNS);
  await condition(() => allHandlersFinished() || queue.hasAwaited());
  if (queue.hasAwaited() || !isDue(state)) return;
  const { limits, onBusy, context } = envelope;
  await continueAsNew<typeof runSession>(undefined, {
    ...(limits !== undefined && { limits }),
    ...(onBusy !== undefined && { onBusy }),
    ...(context !== undefined && { context }),
    carried: {
      turns: queue.handOn(),
      asked: state.asked,
      ...(state.asked.length > 0 && state.askedContext !== undefined && { askedContext: state.askedContext }),
      counts: state.counts,
      ...toCarriedEvents(state),
    },
  });
}

const MOST_CARRIED_EVENTS = 100;

/** What `ai.waitFor` of the agent's function may still want; replies to questions are with the questions. */
function toCarriedEvents({ events }: SessionRunState): Pick<CarriedSession, 'events'> {
  const left = events.takeAll().filter(([name]) => !name.startsWith('reply/'));
  return left.length === 0 ? {} : { events: left.slice(-MOST_CARRIED_EVENTS) };
}

/** Whoever waits is told; the turn that ran has written its end. */
async function endCancelled(state: SessionRunState): Promise<void> {
  const error = new DurakitError({ status: 'CANCELLED', message: 'the session was cancelled' });
  for (let turn = state.queue.take(); turn !== undefined; turn = state.queue.take()) turn.reject(toWorkflowFailure(error));
  await CancellationScope.nonCancellable(() => condition(() => state.running === undefined && allHandlersFinished()));
}
