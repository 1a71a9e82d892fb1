import { ApplicationFailure, CancelledFailure, ContinueAsNew, isCancellation } from '@temporalio/workflow';
import { ApplicationFailureCategory } from '@temporalio/common';
import { toFailureData } from '../engine/failure.ts';
import { toBearableText } from '../engine/to-bearable.ts';
import { interruptOf } from '../engine/tools/tool-interrupt-error.ts';

/**
 * Without this a plain Error would fail the workflow task, which Temporal then tries for ever: a typo would hang the run.
 * A nondeterminism error must stay what it is: there the task is to be tried again, with the code put right.
 */
export function toWorkflowFailure(error: unknown): unknown {
  if (isCancelled(error)) return new CancelledFailure('the run was cancelled');
  // not a failure: the way in which the SDK goes on in a new run
  if (error instanceof ContinueAsNew) return error;
  if (error instanceof Error && error.name === 'DeterminismViolationError') return error;
  // a question of a flow that was run as a tool is no alarm
  const category = interruptOf(error) === undefined ? undefined : ApplicationFailureCategory.BENIGN;
  const failure = ApplicationFailure.create({ ...toFailureData(error), nonRetryable: true, ...(category !== undefined && { category }) });
  if (error instanceof Error && error.stack !== undefined) failure.stack = toBearableText(error.stack);
  return failure;
}

function isCancelled(error: unknown): boolean {
  return isCancellation(error) || (error instanceof Error && isCancellation(error.cause));
}
