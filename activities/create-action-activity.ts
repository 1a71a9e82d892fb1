import { activityInfo, Context } from '@temporalio/activity';
import type { LoadedApp } from '../engine/app-registry.ts';
import type { BlobStore } from '../engine/blobs/blob-store.ts';
import type { BatchStore } from '../engine/batches/batch-store.ts';
import { runAction } from '../engine/call-action.ts';
import { checkKeyOf } from '../engine/operations/operation-keys.ts';
import type { OperationStore } from '../engine/operations/operation-store.ts';
import { askInBatch } from './batches/ask-in-batch.ts';
import { createBatchSource } from './batches/create-batch-source.ts';
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
import { listenerOf } from '../engine/sessions/live-chunks.ts';
import type { GenerateResponseChunkData } from '../schemas/generate-response.ts';
import { runThroughRunner, type ToolRunner } from '../engine/tools/tool-runner.ts';
import type { ActionKey } from '../schemas/action-key.ts';
import type { Operation } from '../schemas/operation.ts';
import type { DurakitError } from '../schemas/durakit-error.ts';
import type { JournalEnvelope } from '../schemas/journal.ts';
import { toRunOwner } from '../schemas/run-owner.ts';
import { createToolRunner } from './effects/create-tool-runner.ts';
import type { CooldownStore } from '../engine/cooldown-store.ts';
import { findAction, ownAppFirst, type FoundAction } from './find-action.ts';
import { runJournaledActivity } from './journal/run-journaled-activity.ts';
import { createSuspendedBodies, type SuspendedBodies } from './journal/suspended-bodies.ts';
import { createLiveStream, type LiveStream } from './live-stream.ts';
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
  /** Where requests wait for their batches; none where no database is known. */
  readonly batches?: BatchStore | undefined;
  /** What a run that follows a job knows of it. */
  readonly findFollowed?: ((operation: Operation) => Promise<Operation | undefined>) | undefined;
  /** Where what they made is copied to, unless their app says otherwise; none: it is not. */
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
  const { batches } = options;
  if (batches !== undefined) for (const { engine } of options.apps) engine.registry.addSource(createBatchSource(engine.registry, batches));
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
  const output = (await findRecorded(found, execution)) ?? (await runFound(found, surroundings, execution));
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

/** A job that is followed by a run of its own is not looked at a second time. */
async function findRecorded(found: FoundAction, { input, findFollowed }: Execution): Promise<Operation | undefined> {
  if (found.kind !== 'action' || found.action.type !== 'check-operation') return undefined;
  return await findFollowed?.(input as Operation);
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
    blobs: engine.blobs ?? blobs,
    heartbeats,
    check: async (operation) => {
      const check = await engine.registry.resolve(checkKeyOf(action.name));
      return check === undefined
        ? operation
        : ((await runAction(engine, check, { input: operation, name: action.name, scope })) as Operation);
    },
    run: (given, more) => runAction(engine, action, { input: given, name: action.name, scope: { ...scope, ...more } }),
  };
}

async function runFound(
  found: FoundAction,
  surroundings: InProcessSurroundings & { readonly toolRunner: ToolRunner },
  { input, envelope, partial, cooldowns, messages, batches }: Execution,
): Promise<unknown> {
  const { engine } = found.app;
  const tool = envelope?.tool;
  const live = isModel(found) ? toLiveStream(envelope) : undefined;
  const scope: Omit<RunScope, 'kind' | 'name'> = {
    context: surroundings.context,
    abortSignal: surroundings.abortSignal,
    // what a stopped model had said goes on record, so it is asked to stream
    streamingRequested: isModel(found) && envelope?.policy?.streaming !== false,
    policy: envelope?.policy,
    sendChunk: isModel(found)
      ? (chunk: unknown): void => {
          partial.add(chunk);
          live?.send(chunk as GenerateResponseChunkData);
        }
      : (): void => undefined,
    caller: createInProcessCaller(engine, surroundings),
  };
  const runner = surroundings.toolRunner;
  if (found.kind === 'action') {
    const { action } = found;
    const run = (given: unknown, more?: Pick<RunScope, 'answer'>): Promise<unknown> =>
      runThroughRunner(engine, action, { input: given, name: action.name, scope: { ...scope, ...more }, tool, runner });
    if (!isModel(found)) return await run(input);
    const task = envelope?.batch;
    const ask = (whole: unknown): Promise<unknown> =>
      task === undefined
        ? askUnlessCooling(action.name, { cooldowns, envelope }, () => run(whole))
        : askInBatch({ engine, model: action.name, task, store: batches, run: (answer) => run(whole, { answer }) });
    const answer = await continueStoredConversation({ input, envelope, messages, signal: scope.abortSignal }, ask);
    live?.end();
    return answer;
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

function toLiveStream(envelope: JournalEnvelope | undefined): LiveStream | undefined {
  const { info } = Context.current();
  return createLiveStream(`${info.workflowExecution?.runId ?? ''}/${info.activityId}`, listenerOf(envelope?.listener));
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
