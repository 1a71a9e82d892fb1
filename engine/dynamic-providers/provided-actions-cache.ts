import type { Log } from '../registry/action-map.ts';

/** What a cache of a provider's actions needs. */
export interface CacheOptions<TValue> {
  readonly fetch: () => Promise<TValue>;
  /** Undefined and 0 mean 3000 ms; a negative number means that nothing is kept. */
  readonly ttlMillis: number | undefined;
  readonly now: () => number;
  readonly log: Log;
}

/** The last value, while it is fresh. */
export interface ProvidedActionsCache<TValue> {
  /** Calls at the same time share one fetch. A failed one clears what was kept and is logged. */
  getOrFetch(): Promise<TValue>;
  /** A fetch that is under way is not kept either. */
  invalidate(): void;
}

const DEFAULT_TTL = 3000;

/** An empty cache. Source of the rules: Genkit `core/src/dynamic-action-provider.ts`, `SimpleCache`. */
export function createProvidedActionsCache<TValue>({ fetch, ttlMillis, now, log }: CacheOptions<TValue>): ProvidedActionsCache<TValue> {
  const ttl = ttlMillis === undefined || ttlMillis === 0 ? DEFAULT_TTL : ttlMillis;
  let kept: { readonly value: TValue; readonly expiresAt: number } | undefined;
  let running: Promise<TValue> | undefined;
  /** Counts invalidations: what was fetched before the last one is not kept. */
  let generation = 0;

  async function load(): Promise<TValue> {
    const mine = generation;
    try {
      const value = await fetch();
      if (ttl > 0 && mine === generation) kept = { value, expiresAt: now() + ttl };
      return value;
    } catch (error) {
      log('Error fetching Dynamic Action Provider value:', error);
      if (mine === generation) kept = undefined;
      throw error;
    } finally {
      if (mine === generation) running = undefined;
    }
  }

  return {
    getOrFetch: async () => {
      if (kept !== undefined && now() <= kept.expiresAt) return kept.value;
      return await (running ??= load());
    },
    invalidate: () => {
      generation += 1;
      kept = undefined;
      running = undefined;
    },
  };
}
