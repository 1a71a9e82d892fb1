import { setTimeout as delay } from 'node:timers/promises';
import { CompleteAsyncError, Context } from '@temporalio/activity';
import { ActivityCancelledError, ActivityNotFoundError } from '@temporalio/client';

/** A piece of flow code whose worker died before it could record the cancel is given to another worker after 10 s. */
const LIMIT_MILLISECONDS = 15_000;
const FIRST_WAIT_MILLISECONDS = 10;
const LONGEST_WAIT_MILLISECONDS = 1_000;

/**
 * Ends an activity as cancelled that was stopped before the server had recorded the cancel, which is the rule: the stop leaves the
 * flow's worker before the piece of flow code that cancels is complete. Until it is recorded the server refuses to hear that an
 * activity was cancelled, and the SDK ends one as cancelled only when a heartbeat has told it so, which it sends at most once per 80 %
 * of the heartbeat timeout. A failure that the flow takes for a cancel would come through at once, but it would show as failed and
 * could be tried again. So the server is asked directly, past the SDK's limit, until it knows of the cancel, mostly within a few
 * milliseconds; then it is told the end, and the SDK is told to tell nothing.
 *
 * Gives the error to throw, or undefined where the SDK's own cancellation came meanwhile, or where the server knows of no cancel.
 */
export async function endAtServer(details: readonly unknown[]): Promise<CompleteAsyncError | undefined> {
  const { cancellationSignal } = Context.current();
  const end = performance.now() + LIMIT_MILLISECONDS;
  let wait = FIRST_WAIT_MILLISECONDS;
  while (!cancellationSignal.aborted && performance.now() < end) {
    if (await tryToEnd(details)) return new CompleteAsyncError();
    await delay(wait, undefined, { signal: cancellationSignal }).catch(() => undefined);
    wait = Math.min(wait * 2, LONGEST_WAIT_MILLISECONDS);
  }
  return undefined;
}

async function tryToEnd([details]: readonly unknown[]): Promise<boolean> {
  const {
    client: { activity },
    info: { taskToken },
  } = Context.current();
  try {
    if (!(await isCancelRecorded())) return false;
    await activity.reportCancellation(taskToken, details);
    return true;
  } catch (error) {
    // Ended already, or its run is: there is nobody to tell. Anything else, a lost connection too, is tried again.
    return error instanceof ActivityNotFoundError;
  }
}

async function isCancelRecorded(): Promise<boolean> {
  const { client, info } = Context.current();
  try {
    await client.activity.heartbeat(info.taskToken);
    return false;
  } catch (error) {
    if (error instanceof ActivityCancelledError) return true;
    throw error;
  }
}
