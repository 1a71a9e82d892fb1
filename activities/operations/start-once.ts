import { randomUUID } from 'node:crypto';
import { Context } from '@temporalio/activity';
import { toFailureData } from '../../engine/failure.ts';
import type { ModelOperation } from '../../engine/operations/background-model.ts';
import { operationSettingsOf } from '../../engine/operations/operation-settings-of.ts';
import type { DoubtfulStart, OperationIntent, OperationRecord, RunningStart } from '../../engine/operations/operation-store.ts';
import type { GenerateRequest } from '../../schemas/generate-request.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import type { OperationTask, StartOutcome } from '../../schemas/operation-run.ts';
import { toCallId } from '../effects/to-call-id.ts';
import { isRefused } from './is-refused.ts';
import type { OperationTaskRun } from './operation-task-run.ts';
import { keepLease, toLease, untilNobodyRuns, type LeasedStart } from './start-lease.ts';

type StartTask = Extract<OperationTask, { kind: 'start' }>;

type Start = OperationTaskRun & LeasedStart;

/** What a try of a start found out about another try. */
type Doubt = Omit<DoubtfulStart, 'state'>;

/**
 * Sends the paid request unless it was sent. A try that finds another one at it waits for its end. One that finds an intent without an
 * outcome asks the model what became of it: it is adopted, sent again where the vendor tells the two apart, or reported as in doubt.
 */
export async function startOnce(task: StartTask, given: OperationTaskRun): Promise<StartOutcome> {
  const start = toStart(task.id, given);
  for (let takenOver = 0; ; takenOver++) {
    const known = await lookAtStart(start);
    const outcome = await act(task, start, known);
    // another try was faster: what it did is in the store
    if (outcome !== undefined) return outcome;
    if (takenOver >= MOST_LOST_RACES) throw toLostRace(start.intent);
  }
}

const MOST_LOST_RACES = 5;

async function act(task: StartTask, start: Start, known: Exclude<OperationRecord, RunningStart>): Promise<StartOutcome | undefined> {
  switch (known.state) {
    case 'new':
      return await sendAndRecord(start);
    case 'started':
      return toStarted(start, known.operation);
    case 'in_doubt':
      return await clearUp(task, start, known);
  }
}

async function lookAtStart(start: Start): Promise<Exclude<OperationRecord, RunningStart>> {
  const { store, intent, lease, abortSignal } = start;
  let last: OperationRecord | undefined;
  const look = async (): Promise<OperationRecord> => (last = await store.begin(intent, lease));
  try {
    return await untilNobodyRuns(look, { lease, signal: abortSignal });
  } catch (error) {
    if (!abortSignal.aborted || last?.state !== 'running') throw error;
    const message = `Another try of the start of ${intent.operationId} runs since ${last.since}; this one had to stop waiting for its end.`;
    throw new DurakitError({ status: 'UNAVAILABLE', message, cause: error });
  }
}

/** Records the job that a person named. */
export async function adoptJob(task: Extract<OperationTask, { kind: 'adopt' }>, given: OperationTaskRun): Promise<StartOutcome> {
  const start = toStart(task.id, given);
  const operation = { action: given.action.key, ...task.operation } as ModelOperation;
  await start.store.adopt(start.intent, operation);
  return toStarted(start, operation);
}

function toStart(operationId: string, given: OperationTaskRun): Start {
  const { store, action } = given;
  if (store === undefined) throw noDatabase(action.name);
  const namespace = Context.current().info.workflowNamespace ?? '';
  const place = { workflowId: operationId, runId: namespace, place: 'start', tool: action.key, inputHash: '', number: 1 };
  const intent = { idempotencyKey: toCallId(place), namespace, operationId, model: action.name, holder: randomUUID() };
  return { ...given, store, intent, lease: toLease(Context.current().info.heartbeatTimeoutMs) };
}

/** Undefined where another try was faster. */
async function clearUp(task: StartTask, start: Start, doubt: Doubt): Promise<StartOutcome | undefined> {
  const { action, intent } = start;
  const { adopt, idempotent = false } = action.background ?? {};
  if (idempotent || task.again === doubt.holder) return await sendAgain(start, doubt);
  if (adopt === undefined) return await inDoubt(start, doubt, 'its answer was never recorded');
  const { context, abortSignal } = start;
  const orphan = { idempotencyKey: intent.idempotencyKey, request: start.input as GenerateRequest, since: doubt.since };
  let found;
  try {
    found = await adopt(orphan, { context, abortSignal });
  } catch (error) {
    const { nonRetryable, message } = toFailureData(error);
    if (!nonRetryable && !isLastTry()) throw error;
    return await inDoubt(start, doubt, `the vendor could not be asked for it (${message})`);
  }
  switch (found.state) {
    case 'found': {
      const operation = { ...found.operation, action: action.key };
      if (!(await takeOver(start, doubt))) return undefined;
      await record(start, operation);
      return toStarted(start, operation);
    }
    case 'absent':
      return await sendAgain(start, doubt);
    case 'unknown':
      return await inDoubt(start, doubt, 'the vendor cannot tell whether it arrived');
  }
}

async function sendAgain(start: Start, doubt: Doubt): Promise<StartOutcome | undefined> {
  return (await takeOver(start, doubt)) ? await sendAndRecord(start) : undefined;
}

function takeOver({ store, intent, lease }: Start, { holder: heldBy }: Doubt): Promise<boolean> {
  return store.takeOver(intent, { heldBy, lease });
}

async function sendAndRecord(start: Start): Promise<StartOutcome | undefined> {
  const { action, intent, store } = start;
  const since = new Date().toISOString();
  const kept = keepLease(start);
  let operation: ModelOperation;
  try {
    operation = (await start.run(start.input, { idempotencyKey: intent.idempotencyKey })) as ModelOperation;
  } catch (error) {
    await kept.end();
    if (isRefused(error)) {
      await attempt(start, 'the intent could not be taken back', () => store.withdraw(intent));
      throw error;
    }
    const { adopt, idempotent = false } = action.background ?? {};
    // another try finds out what became of it
    if ((idempotent || adopt !== undefined) && !isLastTry()) {
      await attempt(start, 'its lease could not be given up', () => store.release(intent));
      throw toRepeatable(error);
    }
    return await inDoubt(start, { since, holder: intent.holder }, `it ended without an answer (${toFailureData(error).message})`);
  }
  await record(start, operation);
  await kept.end();
  return toStarted(start, operation);
}

/** An INVALID_ARGUMENT, say, of a vendor that did not say whether it refused: still worth the look of another try. */
function toRepeatable(error: unknown): unknown {
  const { nonRetryable, message } = toFailureData(error);
  return nonRetryable ? new DurakitError({ status: 'UNAVAILABLE', message, cause: error }) : error;
}

/** Undefined where the start was finished meanwhile, or its holder lives after all. */
async function inDoubt(start: Start, { since, holder }: Doubt, reason: string): Promise<StartOutcome | undefined> {
  const { idempotencyKey, operationId } = start.intent;
  let isStill = true;
  await attempt(start, 'it could not be marked as in doubt', async () => {
    isStill = await start.store.markInDoubt(start.intent, holder);
  });
  if (!isStill) return undefined;
  Context.current().log.warn(`nobody knows whether ${operationId} was started: the request was sent at ${since} and ${reason}`);
  return { state: 'in_doubt', settings: operationSettingsOf(start.action), doubt: { idempotencyKey, since, holder, reason } };
}

function toStarted({ action }: Start, operation: ModelOperation): StartOutcome {
  return { state: 'started', settings: operationSettingsOf(action), operation };
}

/** What was started is started, also where it cannot be written down: if the run gets it, nobody ever asks for the row. */
async function record(start: Start, operation: ModelOperation): Promise<void> {
  await attempt(start, `job ${operation.id} could not be written down`, () => start.store.finish(start.intent, operation));
}

async function attempt({ intent }: Start, failure: string, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    Context.current().log.warn(`start of ${intent.operationId}: ${failure} (${String(error)}). If this worker dies now, it is in doubt.`);
  }
}

function isLastTry(): boolean {
  const { attempt: tried, retryPolicy } = Context.current().info;
  const most = retryPolicy?.maximumAttempts ?? 0;
  return most > 0 && tried >= most;
}

function toLostRace({ operationId }: OperationIntent): DurakitError {
  return new DurakitError({ status: 'ABORTED', message: `Other tries of the start of ${operationId} were always faster; this one stops.` });
}

function noDatabase(model: string): DurakitError {
  return new DurakitError({
    status: 'FAILED_PRECONDITION',
    message: `Jobs of '${model}' need PostgreSQL, where each paid request is written down before it is sent: set DATABASE_URL for this worker and run \`durakit migrate\`. Nothing was sent.`,
  });
}
