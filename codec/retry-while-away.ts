import { setTimeout as delay } from 'node:timers/promises';
import { DurakitError } from '../schemas/durakit-error.ts';

const FIRST_WAIT_MILLISECONDS = 50;
const LONGEST_WAIT_MILLISECONDS = 1_000;

/** How long to try, and what ends it early. */
export interface RetryOptions {
  readonly limitMilliseconds: number;
  readonly signal?: AbortSignal | undefined;
}

/** Tries again while the error is UNAVAILABLE and time is left; then throws it. An abort rejects at once with the signal's reason. */
export async function retryWhileAway<T>(work: () => Promise<T>, { limitMilliseconds, signal }: RetryOptions): Promise<T> {
  const end = performance.now() + limitMilliseconds;
  for (let wait = FIRST_WAIT_MILLISECONDS; ; wait = Math.min(wait * 2, LONGEST_WAIT_MILLISECONDS)) {
    try {
      return await untilAborted(work, signal);
    } catch (error) {
      signal?.throwIfAborted();
      if (!isAway(error) || performance.now() + wait > end) throw error;
    }
    await delay(wait, undefined, signal === undefined ? {} : { signal }).catch((error: unknown) => {
      signal?.throwIfAborted();
      throw error;
    });
  }
}

/** Whether the store did not answer. */
export function isAway(error: unknown): boolean {
  return error instanceof DurakitError && error.status === 'UNAVAILABLE';
}

/** A query that has begun goes on and harms nobody: what it writes has its hash for a key. */
async function untilAborted<T>(work: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  signal?.throwIfAborted();
  if (signal === undefined) return await work();
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const abort = (): void => reject(signal.reason as Error);
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([work(), aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
