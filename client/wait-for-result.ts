import { setTimeout as delay } from 'node:timers/promises';
import type { WorkflowHandle } from '@temporalio/client';

const FIRST_LOOK_MILLISECONDS = 2_000;
const LONGEST_BETWEEN_LOOKS = 30_000;

/**
 * A run's result. The SDK's long poll has been seen to miss the end of a run and to stall for 20 s (2 of 10,000 runs),
 * so the run is looked at beside it, ever more rarely, and asked again once it has ended.
 */
export async function waitForResult(handle: WorkflowHandle): Promise<unknown> {
  const stop = new AbortController();
  try {
    return await Promise.race([handle.result(), resultAfterEnd(handle, stop.signal)]);
  } finally {
    stop.abort();
  }
}

async function resultAfterEnd(handle: WorkflowHandle, signal: AbortSignal): Promise<unknown> {
  for (let wait = FIRST_LOOK_MILLISECONDS; ; wait = Math.min(wait * 2, LONGEST_BETWEEN_LOOKS)) {
    try {
      await delay(wait, undefined, { signal, ref: false });
      const { status } = await handle.describe();
      if (status.name !== 'RUNNING' && status.name !== 'CONTINUED_AS_NEW') return await handle.result();
    } catch (error) {
      // An end that `result()` reports is an answer; anything else is the long poll's business, which has its own retries.
      if (signal.aborted || (error instanceof Error && error.name !== 'WorkflowFailedError')) return await new Promise(() => undefined);
      throw error;
    }
  }
}
