import { setTimeout as delay } from 'node:timers/promises';
import { CancelledFailure, Context } from '@temporalio/activity';
import { DurakitError } from '../schemas/durakit-error.ts';
import { endAtServer } from './end-at-server.ts';

/** How long a step may take to stop after its `abortSignal` fired. */
const GRACE_MILLISECONDS = 5_000;

/** What a step has for the case that it is stopped. */
export interface Stoppable {
  /** The step's `abortSignal`: Temporal's cancellation or a stop that came ahead of it. */
  readonly signal: AbortSignal;
  /** What goes on record with the cancellation, asked for when the step has stopped. */
  readonly details: () => readonly unknown[];
}

/**
 * Runs a step's body; when the step is cancelled, waits for it to stop, and gives up on one that ignores its signal.
 * A user's cancel ends the step as cancelled; a worker that shuts down gives it back, to be run by another one.
 */
export async function stopWhenCancelled(key: string, stoppable: Stoppable, body: () => Promise<unknown>): Promise<unknown> {
  const work = body();
  work.catch(() => undefined);
  try {
    return await Promise.race([work, overdue(key, stoppable.signal)]);
  } catch (error) {
    if (!stoppable.signal.aborted) throw error;
    const details = stoppable.details();
    const { cancellationSignal } = Context.current();
    const ended = cancellationSignal.aborted ? undefined : await endAtServer(details);
    throw ended ?? (cancellationSignal.aborted ? toCancellation(key, error, details) : toUnconfirmed(key, error));
  }
}

async function overdue(key: string, signal: AbortSignal): Promise<never> {
  await new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
    if (signal.aborted) resolve();
  });
  await delay(GRACE_MILLISECONDS, undefined, { ref: false });
  Context.current().log.warn(
    `${key} goes on ${GRACE_MILLISECONDS} ms after its abortSignal fired; it is left to itself. Pass abortSignal on to what it waits for.`,
  );
  throw new CancelledFailure(`${key} ignored its abortSignal`);
}

function toCancellation(key: string, cause: unknown, cancelled: readonly unknown[]): unknown {
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
  return new CancelledFailure(`${key} was cancelled`, [...cancelled], cause instanceof Error ? cause : undefined);
}

/** The worker of the flow died between the stop and its record, and what took its place has not come to it yet. */
function toUnconfirmed(key: string, cause: unknown): DurakitError {
  return new DurakitError({
    status: 'UNAVAILABLE',
    message: `${key} was stopped for its run, but Temporal has no record of a cancel; unless one comes it is tried again`,
    cause,
  });
}
