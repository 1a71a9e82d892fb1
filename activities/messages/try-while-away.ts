import { setTimeout as sleep } from 'node:timers/promises';
import { isDatabaseAway } from '../../providers/postgres/is-database-away.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';

/** As long as external storage tries in place. */
const LIMIT_MILLISECONDS = 6_000;
const PAUSE_MILLISECONDS = 250;
/** How long Temporal waits before the next try: a database that is being started again is back after some of them. */
export const AWAY_RETRY_MILLISECONDS = 10_000;

/** Tries again for some seconds while the database does not answer: a restart is over by then. Ends with the signal. */
export async function tryWhileAway<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
  const end = performance.now() + LIMIT_MILLISECONDS;
  for (;;) {
    try {
      return await withinTime(work(), Math.max(1, end - performance.now()));
    } catch (error) {
      if (!isDatabaseAway(error) || performance.now() + PAUSE_MILLISECONDS >= end) throw error;
      await sleep(PAUSE_MILLISECONDS, undefined, { signal });
    }
  }
}

/** Rejects with UNAVAILABLE where the work, which goes on, takes longer: a connection may be silent for ever. */
export async function withinTime<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  const timer = Promise.withResolvers<never>();
  const timeout = setTimeout(() => timer.reject(tooLong(milliseconds)), milliseconds);
  try {
    return await Promise.race([work, timer.promise]);
  } finally {
    clearTimeout(timeout);
  }
}

function tooLong(milliseconds: number): DurakitError {
  return new DurakitError({
    status: 'UNAVAILABLE',
    message: `The database of conversations did not answer within ${Math.round(milliseconds)} ms.`,
    details: { retryAfterMs: AWAY_RETRY_MILLISECONDS },
  });
}
