import { ActivityCancellationType, type ActivityOptions } from '@temporalio/workflow';
import type { ActionCall } from '../engine/action-caller.ts';
import { toMilliseconds } from '../engine/duration.ts';
import { DurakitError } from '../schemas/durakit-error.ts';
import { STEP_DEFAULTS, type RetryOptions } from '../schemas/step-options.ts';

/** Temporal rejects summaries over 400 bytes; 120 characters stay below that in any script. */
const SUMMARY_LENGTH = 120;

/** Temporal's options for one call. A cancel waits for the step: the flow goes on when the step has really stopped. */
export function toActivityOptions({ name, options }: ActionCall): ActivityOptions {
  const { timeout = STEP_DEFAULTS.timeout, heartbeat = STEP_DEFAULTS.heartbeat, retry = {}, summary = name } = options;
  return {
    startToCloseTimeout: toMilliseconds(timeout),
    heartbeatTimeout: toMilliseconds(heartbeat),
    cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
    summary: summary.slice(0, SUMMARY_LENGTH),
    retry: toRetryPolicy(retry),
  };
}

function toRetryPolicy({
  maxAttempts,
  initialInterval,
  backoff,
  maxInterval,
  nonRetryable,
}: RetryOptions): NonNullable<ActivityOptions['retry']> {
  return {
    maximumAttempts: toAttempts(maxAttempts ?? STEP_DEFAULTS.maxAttempts),
    initialInterval: toMilliseconds(initialInterval ?? STEP_DEFAULTS.initialInterval),
    backoffCoefficient: backoff ?? STEP_DEFAULTS.backoff,
    ...(maxInterval !== undefined && { maximumInterval: toMilliseconds(maxInterval) }),
    ...(nonRetryable !== undefined && { nonRetryableErrorTypes: [...nonRetryable] }),
  };
}

/** To Temporal, 0 means for ever. */
function toAttempts(maxAttempts: number): number {
  if (Number.isInteger(maxAttempts) && maxAttempts >= 1) return maxAttempts;
  throw new DurakitError({ status: 'INVALID_ARGUMENT', message: `maxAttempts is ${maxAttempts}. It must be a whole number from 1.` });
}
