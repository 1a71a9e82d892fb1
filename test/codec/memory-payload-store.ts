import { DurakitError } from '../../schemas/durakit-error.ts';
import type { PayloadStore } from '../../schemas/payload-store.ts';

/** A store in memory that can be away; it counts what it is asked. */
export interface MemoryPayloadStore extends PayloadStore {
  readonly rows: Map<string, Uint8Array>;
  readonly asked: { puts: number; gets: number };
  /** For so many calls it does not answer. */
  away: number;
}

export function createMemoryPayloadStore(): MemoryPayloadStore {
  const rows = new Map<string, Uint8Array>();
  const asked = { puts: 0, gets: 0 };
  const answer = (): void => {
    if (store.away === 0) return;
    store.away--;
    throw new DurakitError({ status: 'UNAVAILABLE', message: 'The store is away.' });
  };
  const store: MemoryPayloadStore = {
    rows,
    asked,
    away: 0,
    put: async (namespace, payloads) => {
      asked.puts++;
      answer();
      for (const { hash, bytes } of payloads) rows.set(`${namespace}/${hash}`, bytes);
    },
    get: async (namespace, hashes) => {
      asked.gets++;
      answer();
      return new Map(
        hashes.flatMap((hash) => {
          const bytes = rows.get(`${namespace}/${hash}`);
          return bytes === undefined ? [] : [[hash, bytes] as const];
        }),
      );
    },
  };
  return store;
}
