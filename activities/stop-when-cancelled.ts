import { setTimeout as delay } from 'node:timers/promises';
import { CancelledFailure, Context } from '@temporalio/activity';
import { DurakitError } from '../schemas/durakit-error.ts';

/** How long a step may take to stop after its `abortSignal` fired. */
const GRACE_MILLISECONDS = 5_000;

/**
 * Runs a step's body; when the step is cancelled, waits for it to stop, and gives up on one that ignores its signal.
 * A user's cancel ends the step as cancelled; a worker that shuts down gives it back, to be run by another one.
 */
export async function stopWhenCancelled(key: string, body: () => Promise<unknown>): Promise<unknown> {
  const work = body();
  work.catch(() => undefined);
  try {
    return await Promise.race([work, cancelled(key)]);
  } catch (error) {
    if (!Context.current().cancellationSignal.aborted) throw error;
    throw toCancellation(key, error);
  }
}

async function cancelled(key: string): Promise<never> {
  const { cancelled: cancellation, log } = Context.current();
  await cancellation.catch(() => undefined);
  await delay(GRACE_MILLISECONDS, undefined, { ref: false });
  log.warn(
    `${key} goes on ${GRACE_MILLISECONDS} ms after its abortSignal fired; it is left to itself. Pass abortSignal on to what it waits for.`,
  );
  throw new CancelledFailure(`${key} ignored its abortSignal`);
}

function toCancellation(key: string, cause: unknown): unknown {
  const details = Context.current().cancellationDetails;
  if (details?.workerShutdown === true && details.cancelRequested !== true) {
    return new DurakitError({
      status: 'UNAVAILABLE',
      message: `the worker shut down while ${key} ran; another one will run it again`,
      cause,
    });
  }
  if (details?.timedOut === true)
    return new DurakitError({ status: 'DEADLINE_EXCEEDED', message: `${key} did not finish within its timeout`, cause });
  return new CancelledFailure(`${key} was cancelled`, [], cause instanceof Error ? cause : undefined);
}
