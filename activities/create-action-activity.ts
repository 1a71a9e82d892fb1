import { activityInfo, Context } from '@temporalio/activity';
import type { LoadedApp } from '../engine/app-registry.ts';
import type { BlobStore } from '../engine/blobs/blob-store.ts';
import { runAction } from '../engine/call-action.ts';
import type { OperationStore } from '../engine/operations/operation-store.ts';
import { createStartSignal } from './operations/create-start-signal.ts';
import type { OperationTaskRun } from './operations/operation-task-run.ts';
import { runOperationTask } from './operations/run-operation-task.ts';
import { checkPayloadSize } from '../engine/check-payload-size.ts';
import type { EffectStore } from '../engine/effect-store.ts';
import { createInProcessCaller, type InProcessSurroundings } from '../engine/in-process-caller.ts';
import type { JournalStore } from '../engine/journal-store.ts';
import type { MessageStore } from '../engine/message-store.ts';
import type { RunScope } from '../engine/run-scope.ts';
import type { SessionRecords } from '../engine/sessions/session-records.ts';
import type { StoreOperation } from '../engine/sessions/store-operation.ts';
import { runThroughRunner, type ToolRunner } from '../engine/tools/tool-runner.ts';
import type { ActionKey } from '../schemas/action-key.ts';
import type { DurakitError } from '../schemas/durakit-error.ts';
import type { JournalEnvelope } from '../schemas/journal.ts';
import { toRunOwner } from '../schemas/run-owner.ts';
import { createToolRunner } from './effects/create-tool-runner.ts';
import type { CooldownStore } from '../engine/cooldown-store.ts';
import { findAction, ownAppFirst, type FoundAction } from './find-action.ts';
import { runJournaledActivity } from './journal/run-journaled-activity.ts';
import { createSuspendedBodies, type SuspendedBodies } from './journal/suspended-bodies.ts';
import { createPartialAnswer, type PartialAnswer } from './partial-answer.ts';
import { runRegisteredStep } from './run-registered-step.ts';
import type { RunningActions } from './running-actions.ts';
import { startHeartbeats, type Heartbeats } from './start-heartbeats.ts';
import type { StopChannel, StoppableRun } from './stop-channel.ts';
import { stopWhenCancelled } from './stop-when-cancelled.ts';
import { leaveCoolingModels } from './leave-cooling-models.ts';
import { continueConversation, type ConversationInput } from './messages/continue-conversation.ts';
import { findStoreOf, runStoreOperation } from './sessions/run-store-operation.ts';
import { withFewTries } from './sessions/with-few-tries.ts';
import { isLastTry, toActivityFailure } from './to-activity-failure.ts';

/** What the one activity of a worker needs. */
export interface ActionActivityOptions {
  readonly apps: readonly LoadedApp[];
  readonly running: RunningActions;
  /** Stops actions ahead of the next heartbeat. */
  readonly stops: StopChannel;
  /** Where journaled flows are kept; none where no database is known. */
  readonly journal?: JournalStore | undefined;
  /** Where calls of tools with effects `once` are kept; none where no database is known. */
  readonly effects?: EffectStore | undefined;
  /** Where paid requests of background models are kept; none where no database is known. */
  readonly operations?: OperationStore | undefined;
  /** Where what they made is copied to; none: it is not. */
  readonly blobs?: BlobStore | undefined;
  /** Where models that were given up are kept; none where no database is known. */
  readonly cooldowns?: CooldownStore | undefined;
  /** Where conversations with models are kept; none where no database is known. */
  readonly messages?: MessageStore | undefined;
  /** Where agents keep their sessions; none where no database is known. */
  readonly sessions?: SessionRecords | undefined;
}

/** The one activity function of a worker: Temporal gives it every activity type, and the type is the key of an action. */
export function createActionActivity(options: ActionActivityOptions): (input?: unknown, envelope?: JournalEnvelope) => Promise<unknown> {
  const suspended = createSuspendedBodies();
  return async function action(input, envelope) {
    const { activityType } = activityInfo();
    const key = activityType as ActionKey;
    const ended = options.running.start(key);
    const heartbeats = startHeartbeats();
    const { signal, end } = watchStops(options.stops);
    const partial = createPartialAnswer();
    try {
      const execution = { ...options, input, envelope, heartbeats, suspended, signal, partial };
      // a paid request is never cut off: what it began is stopped by its name
      if (envelope?.operation?.kind === 'start') return await execute(key, { ...execution, signal: createStartSignal() });
      return await stopWhenCancelled(key, { signal, details: partial.details }, () => execute(key, execution));
    } catch (error) {
      throw toActivityFailure(error, key, envelope?.policy);
    } finally {
      heartbeats.stop();
      end();
      ended();
    }
  };
}

interface Execution extends ActionActivityOptions {
  readonly input: unknown;
  readonly envelope: JournalEnvelope | undefined;
  readonly heartbeats: Heartbeats;
  readonly suspended: SuspendedBodies;
  readonly signal: AbortSignal;
  readonly partial: PartialAnswer;
}

function watchStops(stops: StopChannel): StoppableRun {
  const { info, cancellationSignal } = Context.current();
  const { workflowId = '', runId = '' } = info.workflowExecution ?? {};
  return stops.watch({ workflowId, runId, activityId: info.activityId }, cancellationSignal);
}

async function execute(key: ActionKey, execution: Execution): Promise<unknown> {
  const store = findStoreOf(execution.apps, key);
  if (store !== undefined) {
    const { input, envelope = {}, sessions: records, messages } = execution;
    const call = { operation: input as StoreOperation, context: envelope.context ?? {} };
    return await withFewTries(Context.current().info.attempt, () => runStoreOperation(store, { records, messages }, call));
  }
  const found = await findAction(ownAppFirst(execution.apps, Context.current().info.workflowType), key);
  const { engine } = found.app;
  const surroundings = {
    toolRunner: createActivityToolRunner(execution.effects),
    context: execution.envelope?.context ?? engine.context,
    abortSignal: execution.signal,
  };
  if (found.kind === 'action' && found.action.type === 'flow') {
    const { input, envelope, journal, effects, heartbeats, suspended } = execution;
    const { name } = found.action;
    return await runJournaledActivity({ engine, name, input, envelope, journal, effects, surroundings, heartbeats, suspended });
  }
  const task = execution.envelope?.operation;
  if (task !== undefined && found.kind === 'action') return await runOperationTask(task, toTaskRun(found, surroundings, execution));
  const output = await runFound(found, surroundings, execution);
  checkPayloadSize(`The result of step '${found.kind === 'action' ? found.action.name : key}'`, output);
  return output;
}

/** Each try of an activity has its own: it counts the calls that are alike. */
function createActivityToolRunner(store: EffectStore | undefined): ToolRunner {
  const { info, log } = Context.current();
  const { workflowId = '', runId = '' } = info.workflowExecution ?? {};
  const tries = info.retryPolicy?.maximumAttempts ?? 0;
  const lastTry = tries > 0 && info.attempt >= tries;
  return createToolRunner({ store, workflowId, runId, place: info.activityId, lastTry, warn: (message) => void log.warn(message) });
}

function toTaskRun(
  { app: { engine }, action }: Extract<FoundAction, { kind: 'action' }>,
  surroundings: InProcessSurroundings,
  { input, operations, blobs, heartbeats }: Execution,
): OperationTaskRun {
  const { context, abortSignal } = surroundings;
  const scope = {
    context,
    abortSignal,
    streamingRequested: false,
    sendChunk: () => undefined,
    caller: createInProcessCaller(engine, surroundings),
  };
  return {
    action,
    input,
    context,
    abortSignal,
    store: operations,
    blobs,
    heartbeats,
    run: (given, more) => runAction(engine, action, { input: given, name: action.name, scope: { ...scope, ...more } }),
  };
}

async function runFound(
  found: FoundAction,
  surroundings: InProcessSurroundings & { readonly toolRunner: ToolRunner },
  { input, envelope, partial, cooldowns, messages }: Execution,
): Promise<unknown> {
  const { engine } = found.app;
  const tool = envelope?.tool;
  const scope: Omit<RunScope, 'kind' | 'name'> = {
    context: surroundings.context,
    abortSignal: surroundings.abortSignal,
    // what a stopped model had said goes on record, so it is asked to stream
    streamingRequested: isModel(found) && envelope?.policy?.streaming !== false,
    policy: envelope?.policy,
    sendChunk: isModel(found) ? partial.add : (): void => undefined,
    caller: createInProcessCaller(engine, surroundings),
  };
  const runner = surroundings.toolRunner;
  if (found.kind === 'action') {
    const { action } = found;
    const run = (given: unknown): Promise<unknown> =>
      runThroughRunner(engine, action, { input: given, name: action.name, scope, tool, runner });
    if (!isModel(found)) return await run(input);
    return await continueStoredConversation({ input, envelope, messages, signal: scope.abortSignal }, (whole) =>
      askUnlessCooling(action.name, { cooldowns, envelope }, () => run(whole)),
    );
  }
  return await runner({
    key: found.key,
    name: found.key,
    // the place alone says which call this is
    input: undefined,
    effects: tool?.effects,
    abortSignal: surroundings.abortSignal,
    run: (callId) => runRegisteredStep(found, { input, captured: envelope?.captured, scope, tool: { ...tool, callId } }),
  });
}

function askUnlessCooling(
  model: string,
  { cooldowns: store, envelope }: Pick<Execution, 'cooldowns' | 'envelope'>,
  ask: () => Promise<unknown>,
): Promise<unknown> {
  const policy = envelope?.policy;
  const { log } = Context.current();
  const warn = (message: string): void => void log.warn(message);
  return leaveCoolingModels({ model, policy, store, isFinal: (error) => isLastTry(error, policy), warn }, ask);
}

/** The call of a model has what the message store does not have, its body gets all. */
function continueStoredConversation(
  { input, envelope, messages: store, signal }: Pick<Execution, 'input' | 'envelope' | 'messages' | 'signal'>,
  ask: (input: unknown) => Promise<unknown>,
): Promise<unknown> {
  if (envelope?.conversation === undefined) return ask(input);
  const { info, log } = Context.current();
  const { head } = envelope.conversation;
  const { workflowId = '', runId = '' } = info.workflowExecution ?? {};
  const owner = toRunOwner({ namespace: info.namespace, workflowId, runId });
  const warn = (message: string): void => void log.warn(message);
  const isFinal = (error: DurakitError): boolean => isLastTry(error, envelope.policy);
  return continueConversation({ store, input: input as ConversationInput, head, owner, signal, warn, isFinal }, ask);
}

function isModel(found: FoundAction): boolean {
  return found.kind === 'action' && found.action.type === 'model';
}
