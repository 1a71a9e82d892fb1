import { setTimeout as delay } from 'node:timers/promises';
import { toMilliseconds } from '../../engine/duration.ts';
import { toFailureData } from '../../engine/failure.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import { STEP_DEFAULTS, type StepOptions } from '../../schemas/step-options.ts';

/** One action, as often as its options say; what Temporal's server does for the activities of a sandboxed flow. */
export async function runWithRetries(
  attempt: (signal: AbortSignal, lastTry: boolean) => Promise<unknown>,
  { name, options, signal }: { name: string; options: StepOptions; signal: AbortSignal },
): Promise<{ output: unknown; attempts: number }> {
  const {
    maxAttempts = STEP_DEFAULTS.maxAttempts,
    initialInterval = STEP_DEFAULTS.initialInterval,
    backoff = STEP_DEFAULTS.backoff,
  } = options.retry ?? {};
  const first = toMilliseconds(initialInterval);
  const longest = options.retry?.maxInterval === undefined ? first * 100 : toMilliseconds(options.retry.maxInterval);
  for (let attempts = 1; ; attempts++) {
    try {
      return { output: await runLimited((limited) => attempt(limited, attempts >= maxAttempts), { name, options, signal }), attempts };
    } catch (error) {
      const { type, nonRetryable, details } = toFailureData(error);
      const listed = options.retry?.nonRetryable ?? [];
      const final = nonRetryable || listed.includes(type) || listed.includes(details[0].status);
      if (final || attempts >= maxAttempts || signal.aborted) throw error;
      await delay(Math.min(first * backoff ** (attempts - 1), longest), undefined, { signal });
    }
  }
}

async function runLimited(
  attempt: (signal: AbortSignal) => Promise<unknown>,
  { name, options, signal }: { name: string; options: StepOptions; signal: AbortSignal },
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
