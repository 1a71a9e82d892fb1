import { toActionKey } from '../../schemas/action-key.ts';
import type { OperationSettings } from '../../schemas/operation-settings.ts';
import type { ActionCaller, OperationCall } from '../action-caller.ts';
import type { Engine } from '../engine.ts';
import { toDurakitError } from '../failure.ts';
import { classifyError, findRetryAfter } from '../models/classify-error.ts';
import { planModelRetry } from '../models/plan-model-retry.ts';
import type { ModelOperation } from './background-model.ts';
import { nextPoll } from './next-poll.ts';
import { cancelKeyOf, checkKeyOf } from './operation-keys.ts';
import { operationSettingsOf } from './operation-settings-of.ts';
import { toDeadlineError, toOperationError } from './to-operation-error.ts';

/** Where an operation runs in this process: nothing of it survives that. */
export interface OperationSurroundings {
  /** With the call's own context and signal. */
  readonly caller: ActionCaller;
  readonly abortSignal: AbortSignal;
}

/** Starts a job and, where it is waited for, looks at it by its model's schedule until it is done. An abort stops it at the vendor, too. */
export async function runOperationInProcess(
  engine: Engine,
  { model, request, mode }: OperationCall,
  { caller, abortSignal }: OperationSurroundings,
): Promise<ModelOperation> {
  const key = toActionKey('background-model', model);
  const settings = operationSettingsOf(await engine.registry.resolve(key));
  const deadline = caller.now() + settings.deadline;
  const started = (await caller.callAction({ key, name: model, input: request, options: {} })) as ModelOperation;
  if (mode === 'start') return started;
  try {
    const ended = await pollUntilDone(started, { model, settings, deadline, caller });
    if (ended.error !== undefined) throw toOperationError(ended);
    return ended;
  } catch (error) {
    const isOverdue = caller.now() >= deadline;
    if (settings.cancels && (abortSignal.aborted || isOverdue)) await cancelAtVendor(engine, model, started);
    throw toDurakitError(error, model);
  }
}

interface Poll {
  readonly model: string;
  readonly settings: OperationSettings;
  readonly deadline: number;
  readonly caller: ActionCaller;
}

async function pollUntilDone(started: ModelOperation, poll: Poll): Promise<ModelOperation> {
  const { model, settings, deadline, caller } = poll;
  let operation = started;
  let wait = nextPoll(settings.poll, { attempt: 1, operation });
  for (let attempt = 2; operation.done !== true; attempt++) {
    if (caller.now() + wait > deadline) {
      await caller.sleep(Math.max(0, deadline - caller.now()), `deadline of ${model}`);
      throw toDeadlineError(operation, settings.deadline, operation);
    }
    await caller.sleep(wait, `next look at ${model}`);
    try {
      operation = (await caller.callAction({ key: checkKeyOf(model), name: model, input: operation, options: {} })) as ModelOperation;
      wait = nextPoll(settings.poll, { attempt, operation });
    } catch (error) {
      wait = waitAfterFailure(error, { attempt, settings });
    }
  }
  return operation;
}

/** A look that failed for a reason that passes is no end of a paid job. Throws what does not pass. */
function waitAfterFailure(
  error: unknown,
  { attempt, settings }: { readonly attempt: number; readonly settings: OperationSettings },
): number {
  const classification = classifyError(error);
  if (classification === undefined) throw error;
  const { initial } = settings.poll;
  const plan = planModelRetry(classification, { attempt, initialInterval: initial, maxWait: Infinity, random: () => 1 });
  if (!plan.again) throw error;
  return findRetryAfter(error) ?? plan.delay;
}

/** Whoever gave the job up has no use for its end: what fails here stays here. */
async function cancelAtVendor(engine: Engine, model: string, operation: ModelOperation): Promise<void> {
  await engine.outside?.callAction({ key: cancelKeyOf(model), name: model, input: operation, options: {} }).catch((error: unknown) => {
    engine.registry.log(`The vendor could not be asked to stop ${operation.id} of ${model}`, error);
  });
}
