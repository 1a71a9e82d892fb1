/** Hashes that this process has written or read a moment ago: what they stand for is there, and its use is noted. */
export interface RecentHashes {
  has(hash: string): boolean;
  add(hash: string): void;
}

/** Short against the hour within which the store notes a use once, and the day that a sweep leaves everything. */
const MOMENT_MILLISECONDS = 15 * 60 * 1_000;
const MOST_HASHES = 10_000;

/** An empty memory. `now`: milliseconds of a clock that never goes back. */
export function createRecentHashes(now: () => number = () => performance.now()): RecentHashes {
  const times = new Map<string, number>();
  return {
    has: (hash) => now() - (times.get(hash) ?? Number.NEGATIVE_INFINITY) < MOMENT_MILLISECONDS,
    add: (hash) => {
      times.delete(hash);
      times.set(hash, now());
      const [oldest] = times.keys();
      if (times.size > MOST_HASHES && oldest !== undefined) times.delete(oldest);
    },
  };
}
