import { ActivityCancellationType, scheduleActivity, type ActivityOptions } from '@temporalio/workflow';
import { toMilliseconds } from '../../engine/duration.ts';
import type { Engine } from '../../engine/engine.ts';
import { cancelKeyOf, checkKeyOf } from '../../engine/operations/operation-keys.ts';
import { toActionKey, type ActionKey } from '../../schemas/action-key.ts';
import type { ActionContext } from '../../schemas/action-context.ts';
import { toEnvelopedArguments } from '../../schemas/flow-envelope.ts';
import type { Operation } from '../../schemas/operation.ts';
import type { OperationTask, StartOutcome } from '../../schemas/operation-run.ts';
import type { PollSchedule } from '../../schemas/operation-settings.ts';
import { STEP_DEFAULTS } from '../../schemas/step-options.ts';
import { toActivityOptions } from '../to-activity-options.ts';

/** Whose activities these are. */
export interface OperationRun {
  readonly engine: Engine;
  readonly model: string;
  readonly context: ActionContext;
}

/** One look may take that long; a download longer. */
const LOOK_TIMEOUT = 60_000;
const COPY_TIMEOUT = '2h';
const COPY_TRIES = 10;

/** Sends the paid request, once. */
export async function startJob(run: OperationRun, request: unknown, task: OperationTask): Promise<StartOutcome> {
  const key = toActionKey('background-model', run.model);
  return (await schedule(run, { key, input: request, task, summary: `start ${run.model}` })) as StartOutcome;
}

/** Looks at a job until it is done. Each look is a try of the one activity: the server waits and counts, the history does not grow. */
export async function pollJob(
  run: OperationRun,
  operation: Operation,
  { schedule: poll, now, timeLeft }: { readonly schedule: PollSchedule; readonly now: boolean; readonly timeLeft: number },
): Promise<Operation> {
  return (await schedule(run, {
    key: checkKeyOf(run.model),
    input: operation,
    task: { kind: 'poll', schedule: poll, ...(now && { now }) },
    summary: `wait for ${operation.id}`,
    options: {
      startToCloseTimeout: Math.min(LOOK_TIMEOUT, timeLeft),
      scheduleToCloseTimeout: timeLeft,
      retry: { initialInterval: poll.initial, backoffCoefficient: poll.factor, maximumInterval: poll.max },
    },
  })) as Operation;
}

/** Asks the vendor to stop the job. */
export async function cancelJob(run: OperationRun, operation: Operation): Promise<void> {
  await schedule(run, {
    key: cancelKeyOf(run.model),
    input: operation,
    task: { kind: 'cancel' },
    summary: `cancel ${operation.id}`,
    options: { startToCloseTimeout: LOOK_TIMEOUT },
  });
}

/** Copies what the job has made. */
export async function copyArtefacts(run: OperationRun, operation: Operation, task: OperationTask): Promise<Operation> {
  const key = toActionKey('background-model', run.model);
  const options = {
    startToCloseTimeout: toMilliseconds(COPY_TIMEOUT),
    retry: { maximumAttempts: COPY_TRIES, initialInterval: '1s', maximumInterval: '1m' },
  } as const;
  return (await schedule(run, { key, input: operation, task, summary: `copy what ${operation.id} made`, options })) as Operation;
}

interface Scheduled {
  readonly key: ActionKey;
  readonly input: unknown;
  readonly task: OperationTask;
  readonly summary: string;
  readonly options?: ActivityOptions;
}

async function schedule({ engine, model, context }: OperationRun, { key, input, task, summary, options }: Scheduled): Promise<unknown> {
  const { heartbeat = STEP_DEFAULTS.heartbeat } = engine.stepDefaults;
  const defaults = toActivityOptions({ key, name: model, input, options: { heartbeat, summary } });
  return await scheduleActivity(key, toEnvelopedArguments(input, { context, operation: task }), {
    ...defaults,
    ...options,
    cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  });
}
