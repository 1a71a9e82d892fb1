/** Removes what puts have left that never ended: their processes died. */
export interface BlobSweep {
  /** Uploads that have not moved for so long are given up. Give more than the longest pause of a source; 0 only where nothing is being put. */
  sweep(options: { readonly olderThanMilliseconds: number }): Promise<{ readonly deleted: number }>;
}

const HOUR_MILLISECONDS = 3_600_000;
const OLD_MILLISECONDS = 24 * HOUR_MILLISECONDS;

/** For the beginning of each put: sweeps what is a day old, at most once an hour in this process. A sweep that fails does not stop a put. */
export function createSweepSchedule(sweep: BlobSweep['sweep']): () => Promise<void> {
  let next = 0;
  return async () => {
    if (Date.now() < next) return;
    next = Date.now() + HOUR_MILLISECONDS;
    await sweep({ olderThanMilliseconds: OLD_MILLISECONDS }).catch(() => undefined);
  };
}
