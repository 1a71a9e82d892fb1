import { setTimeout as delay } from 'node:timers/promises';
import { toMilliseconds } from '../../engine/duration.ts';
import { toFailureData } from '../../engine/failure.ts';
import { toModelFailure, type ModelFailureData } from '../../engine/models/to-model-failure.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import type { ActionCall } from '../../engine/action-caller.ts';
import { STEP_DEFAULTS, type RetryOptions } from '../../schemas/step-options.ts';

type RetriedCall = Pick<ActionCall, 'key' | 'name' | 'options' | 'policy'>;

/** One action, as often as its options say; what Temporal's server does for the activities of a sandboxed flow. */
export async function runWithRetries(
  attempt: (signal: AbortSignal, lastTry: boolean) => Promise<unknown>,
  { signal, ...call }: RetriedCall & { readonly signal: AbortSignal },
): Promise<{ output: unknown; attempts: number }> {
  const { maxAttempts = STEP_DEFAULTS.maxAttempts, nonRetryable: listed = [] } = call.options.retry ?? {};
  for (let attempts = 1; ; attempts++) {
    try {
      const output = await runLimited((limited) => attempt(limited, attempts >= maxAttempts), { ...call, signal });
      return { output, attempts };
    } catch (error) {
      const { type, nonRetryable, details, nextRetryDelay } = toPlannedFailure(error, call, attempts);
      const final = nonRetryable || listed.includes(type) || listed.includes(details[0].status);
      if (final || attempts >= maxAttempts || signal.aborted) throw error;
      await delay(nextRetryDelay ?? toInterval(call.options.retry ?? {}, attempts), undefined, { signal });
    }
  }
}

/** As at the border of an activity: of a model's error the class decides. */
function toPlannedFailure(error: unknown, { key, options, policy }: RetriedCall, attempt: number): ModelFailureData {
  if (!key.startsWith('/model/')) return toFailureData(error);
  const { initialInterval = STEP_DEFAULTS.initialInterval, backoff, maxInterval } = options.retry ?? {};
  return toModelFailure(error, {
    attempt,
    initialInterval: toMilliseconds(initialInterval),
    backoff,
    maxInterval: maxInterval === undefined ? undefined : toMilliseconds(maxInterval),
    maxWait: policy?.maxWaitMilliseconds,
    random: Math.random,
  });
}

function toInterval(
  { initialInterval = STEP_DEFAULTS.initialInterval, backoff = STEP_DEFAULTS.backoff, maxInterval }: RetryOptions,
  attempts: number,
): number {
  const first = toMilliseconds(initialInterval);
  const longest = maxInterval === undefined ? first * 100 : toMilliseconds(maxInterval);
  return Math.min(first * backoff ** (attempts - 1), longest);
}

async function runLimited(
  attempt: (signal: AbortSignal) => Promise<unknown>,
  { name, options, signal }: RetriedCall & { readonly signal: AbortSignal },
): Promise<unknown> {
  const milliseconds = toMilliseconds(options.timeout ?? STEP_DEFAULTS.timeout);
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(tooLong(name, milliseconds)), milliseconds);
  try {
    return await Promise.race([attempt(AbortSignal.any([signal, limit.signal])), rejectOn(limit.signal)]);
  } finally {
    clearTimeout(timer);
  }
}

function rejectOn(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }));
}

function tooLong(name: string, milliseconds: number): DurakitError {
  return new DurakitError({ status: 'DEADLINE_EXCEEDED', message: `step '${name}' did not finish within ${milliseconds} ms`, step: name });
}
