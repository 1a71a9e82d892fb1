/** Bytes by hash, the least recently used dropped first. What has a hash never changes. */
export interface PayloadCache {
  get(hash: string): Uint8Array | undefined;
  add(hash: string, bytes: Uint8Array): void;
}

/** Longer ones would push out many that are asked for more often. */
const SHARE_OF_ONE = 1 / 2;

/** A cache of at most so many bytes. */
export function createPayloadCache(mostBytes: number): PayloadCache {
  const entries = new Map<string, Uint8Array>();
  let total = 0;
  const drop = (hash: string): void => {
    total -= entries.get(hash)?.byteLength ?? 0;
    entries.delete(hash);
  };
  return {
    get: (hash) => {
      const bytes = entries.get(hash);
      if (bytes === undefined) return undefined;
      entries.delete(hash);
      entries.set(hash, bytes);
      return bytes;
    },
    add: (hash, bytes) => {
      drop(hash);
      if (bytes.byteLength > mostBytes * SHARE_OF_ONE) return;
      entries.set(hash, bytes);
      total += bytes.byteLength;
      for (const oldest of entries.keys()) {
        if (total <= mostBytes) return;
        drop(oldest);
      }
    },
  };
}
