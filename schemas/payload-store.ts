/** A payload under the hash of its bytes. */
export interface StoredPayload {
  /** SHA-256 of {@link bytes}, hexadecimal. */
  readonly hash: string;
  readonly bytes: Uint8Array;
}

/**
 * Where payloads are kept that are too long for a history; content-addressed, so that writing twice is harmless. Both functions
 * throw UNAVAILABLE where the store does not answer: then another try may help.
 */
export interface PayloadStore {
  /** Keeps them, or notes that they are used again. `namespace`: of Temporal. */
  put(namespace: string, payloads: readonly StoredPayload[]): Promise<void>;
  /** Those that are there, by hash. */
  get(namespace: string, hashes: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>>;
}
