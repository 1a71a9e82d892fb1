import { ApplicationFailure, CancelledFailure, CompleteAsyncError, Context } from '@temporalio/activity';
import { ApplicationFailureCategory } from '@temporalio/common';
import { toMilliseconds } from '../engine/duration.ts';
import { toFailureData } from '../engine/failure.ts';
import { toBearableText } from '../engine/to-bearable.ts';
import { toModelFailure, type ModelFailureData } from '../engine/models/to-model-failure.ts';
import type { ActionKey } from '../schemas/action-key.ts';
import type { ModelPolicy } from '../schemas/model-policy.ts';
import { STEP_DEFAULTS } from '../schemas/step-options.ts';
import { isLookFailure } from './operations/look-failure.ts';
import { interruptOf } from '../engine/tools/tool-interrupt-error.ts';

/** An error at the border of an activity. It is logged here with stack and causes, which do not cross it. A tool's question is none, and no alarm. */
export function toActivityFailure(error: unknown, key: ActionKey, policy: ModelPolicy = {}): Error {
  if (error instanceof CancelledFailure || error instanceof CompleteAsyncError) return error;
  // a look at a job has its own: it says when to look again
  if (isLookFailure(error)) return error;
  const { log, info } = Context.current();
  const data = key.startsWith('/model/') ? toPlannedFailure(error, policy) : toFailureData(error);
  if (interruptOf(error) !== undefined) return ApplicationFailure.create({ ...data, category: ApplicationFailureCategory.BENIGN });
  log.warn(`${key} failed in attempt ${info.attempt}: ${data.message}`, { error });
  const failure = ApplicationFailure.create(data);
  if (error instanceof Error && error.stack !== undefined) failure.stack = toBearableText(error.stack);
  return failure;
}

/** Whether Temporal will not try the call of a model again after this error. */
export function isLastTry(error: unknown, policy: ModelPolicy = {}): boolean {
  const { attempt, retryPolicy } = Context.current().info;
  const most = retryPolicy?.maximumAttempts ?? 0;
  return (most > 0 && attempt >= most) || toPlannedFailure(error, policy).nonRetryable;
}

/** The waits of the app's own rules are in the activity's retry policy. */
function toPlannedFailure(error: unknown, { maxWaitMilliseconds }: ModelPolicy): ModelFailureData {
  const { attempt, retryPolicy = {} } = Context.current().info;
  const { initialInterval = STEP_DEFAULTS.initialInterval, backoffCoefficient, maximumInterval } = retryPolicy;
  return toModelFailure(error, {
    attempt,
    initialInterval: toMilliseconds(initialInterval),
    backoff: backoffCoefficient,
    maxInterval: maximumInterval === undefined ? undefined : toMilliseconds(maximumInterval),
    maxWait: maxWaitMilliseconds,
    random: Math.random,
  });
}
