import { CancellationScope, scheduleActivity, uuid4 } from '@temporalio/workflow';
import type { ActionCall } from '../../engine/action-caller.ts';
import type { BatchLimits } from '../../schemas/batch-call.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import { toEnvelopedArguments, type FlowEnvelope } from '../../schemas/flow-envelope.ts';
import { NOT_DONE } from '../../schemas/operation-run.ts';
import { toActivityOptions } from '../to-activity-options.ts';

/** One look takes no longer. */
const LOOK_TIMEOUT = 60_000;
const WITHDRAW_TRIES = 20;

/** Calls a model through a batch: one activity, tried again by the server until the answer is there. Throws the SDK's failures, or DEADLINE_EXCEEDED. */
export async function scheduleInBatch(call: ActionCall, limits: BatchLimits, envelope: FlowEnvelope): Promise<unknown> {
  const { within, window, size } = limits;
  const id = uuid4();
  const options = toActivityOptions(call);
  try {
    return await scheduleActivity(call.key, toEnvelopedArguments(call.input, { ...envelope, batch: { kind: 'ask', id, window, size } }), {
      ...options,
      summary: `${options.summary ?? call.name} · in a batch`,
      startToCloseTimeout: Math.min(LOOK_TIMEOUT, within),
      scheduleToCloseTimeout: within,
      retry: { initialInterval: '1s', maximumInterval: LOOK_TIMEOUT },
    });
  } catch (error) {
    await withdraw(call, id);
    const { cause } = error as { readonly cause?: { readonly name?: string; readonly type?: string } };
    throw cause?.type === NOT_DONE || cause?.name === 'TimeoutFailure' ? toOverdue(call.name, within) : error;
  }
}

/** The request is not to be sent any more; where it was, and nobody else waits for its batch, that is stopped. */
async function withdraw(call: ActionCall, id: string): Promise<void> {
  const options = { ...toActivityOptions(call), startToCloseTimeout: LOOK_TIMEOUT, summary: 'leave the batch' };
  const args = toEnvelopedArguments(undefined, { batch: { kind: 'withdraw', id } });
  await CancellationScope.nonCancellable(() =>
    scheduleActivity(call.key, args, { ...options, retry: { maximumAttempts: WITHDRAW_TRIES, maximumInterval: LOOK_TIMEOUT } }),
  ).catch(() => undefined);
}

function toOverdue(model: string, within: number): DurakitError {
  return new DurakitError({
    status: 'DEADLINE_EXCEEDED',
    message: `The batch did not answer the request to '${model}' within ${Math.round(within / 1000)} s.`,
    details: { class: 'timeout' },
    nonRetryable: true,
  });
}
