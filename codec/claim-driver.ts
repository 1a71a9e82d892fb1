import { createHash } from 'node:crypto';
import type { Payload, StorageDriver, StorageDriverClaim } from '@temporalio/common';
import proto from '@temporalio/proto';
import { DurakitError } from '../schemas/durakit-error.ts';
import type { PayloadStore, StoredPayload } from '../schemas/payload-store.ts';
import { fromStorageClaim, toPreview, toStorageClaim } from './claim.ts';
import { createPayloadCache, type PayloadCache } from './payload-cache.ts';
import { createRecentHashes, type RecentHashes } from './recent-hashes.ts';
import { isAway, retryWhileAway } from './retry-while-away.ts';
import { toStorageFailure } from './storage-failure.ts';

/** The name in every claim. Another name would make claims of older histories unreadable. */
export const DRIVER_NAME = 'durakit';

const { Payload: PayloadMessage } = proto.temporal.api.common.v1;
/** Below the heartbeat timeout of a step and the 10 s of a workflow task: while the store is asked, no sign of life is given. */
const AWAY_LIMIT_MILLISECONDS = 6_000;
/** What may go into the history while the store is away. Base64 adds a third, and a message of Temporal may have 4 MB. */
const MOST_INLINE_BYTES = 512 * 1024;
const CACHE_BYTES = 32 * 1024 * 1024;

/** What a driver needs. */
export interface ClaimDriverOptions {
  readonly store: PayloadStore;
  /** Of Temporal: several may share a database. */
  readonly namespace: string;
  readonly maximum: number;
  readonly preview: boolean;
  /** Told when the store cannot be written to, in words for people. */
  readonly warn?: ((message: string) => void) | undefined;
}

/**
 * Temporal's port for payloads outside the history. A payload is written before whoever waits for it can see its claim. While the store is
 * away, payloads of up to 512 KiB go into the claim itself, so that no finished step is lost; longer ones are tried for 6 s and fail with UNAVAILABLE,
 * which Temporal retries. What this process wrote or read is read from memory (the latest 32 MiB).
 */
export function createClaimDriver(options: ClaimDriverOptions): StorageDriver {
  const cache = createPayloadCache(CACHE_BYTES);
  const recent = createRecentHashes();
  const put = createPut(options, recent);
  return {
    name: DRIVER_NAME,
    type: 'durakit.postgres',
    store: async ({ abortSignal }, payloads) => {
      const encoded = payloads.map((payload) => encode(payload, options.maximum));
      const isStored = await put(encoded, abortSignal).catch(rethrow);
      if (isStored) for (const { hash, bytes } of encoded) cache.add(hash, bytes);
      return encoded.map(({ hash, bytes }, index) =>
        toStorageClaim(isStored ? { namespace: options.namespace, hash } : { bytes }, toShownPreview(payloads[index], options)),
      );
    },
    retrieve: async ({ abortSignal: signal }, claims) => {
      const get: PayloadStore['get'] = async (namespace, hashes) => {
        const read = (): ReturnType<PayloadStore['get']> => options.store.get(namespace, hashes);
        const found = await retryWhileAway(read, { limitMilliseconds: AWAY_LIMIT_MILLISECONDS, signal });
        if (namespace === options.namespace) for (const hash of found.keys()) recent.add(hash);
        return found;
      };
      return await openClaims(claims, get, cache).catch(rethrow);
    },
  };
}

function toShownPreview(payload: Payload | undefined, { preview }: ClaimDriverOptions): string | undefined {
  return preview && payload !== undefined ? toPreview(payload) : undefined;
}

function encode(payload: Payload, maximum: number): StoredPayload {
  const bytes = PayloadMessage.encode(payload).finish();
  if (bytes.byteLength <= maximum) return { hash: toHash(bytes), bytes };
  throw toStorageFailure(
    new DurakitError({
      status: 'OUT_OF_RANGE',
      message: `A value has ${bytes.byteLength} bytes; a run can carry ${maximum}. Store it elsewhere and pass a reference, or raise DURAKIT_EXTERNAL_STORAGE_MAXIMUM.`,
      nonRetryable: true,
    }),
  );
}

/** Writes payloads; false where they must go into their claims. */
type Put = (payloads: readonly StoredPayload[], signal: AbortSignal | undefined) => Promise<boolean>;

/** A result that flow code hands on to the next step is written once. */
function createPut({ store, namespace, warn }: ClaimDriverOptions, recent: RecentHashes): Put {
  let isTold = false;
  return async (all, signal) => {
    const payloads = all.filter(({ hash }) => !recent.has(hash));
    if (payloads.length === 0) return true;
    const isSmall = payloads.reduce((sum, { bytes }) => sum + bytes.byteLength, 0) <= MOST_INLINE_BYTES;
    try {
      await retryWhileAway(() => store.put(namespace, payloads), { limitMilliseconds: isSmall ? 0 : AWAY_LIMIT_MILLISECONDS, signal });
      for (const { hash } of payloads) recent.add(hash);
      isTold = false;
      return true;
    } catch (error) {
      if (!isSmall || !isAway(error)) throw error;
      if (!isTold) warn?.(`${(error as DurakitError).originalMessage} Long inputs and results stay in the history until it is back.`);
      isTold = true;
      return false;
    }
  };
}

/** All that are not in memory are asked for at once, namespace by namespace. */
async function openClaims(claims: readonly StorageDriverClaim[], get: PayloadStore['get'], cache: PayloadCache): Promise<Payload[]> {
  const read = claims.map((claim) => fromStorageClaim(claim) ?? rethrow(foreignClaim()));
  const found = new Map<string, Uint8Array>();
  const missing = new Map<string, Set<string>>();
  for (const claim of read) {
    if (!('hash' in claim)) continue;
    const cached = cache.get(claim.hash);
    if (cached !== undefined) found.set(claim.hash, cached);
    else missing.set(claim.namespace, (missing.get(claim.namespace) ?? new Set()).add(claim.hash));
  }
  for (const [namespace, hashes] of missing) {
    for (const [hash, bytes] of await get(namespace, [...hashes])) {
      if (toHash(bytes) !== hash) throw damaged(hash);
      found.set(hash, bytes);
      cache.add(hash, bytes);
    }
  }
  return read.map((claim) => {
    const bytes = 'hash' in claim ? found.get(claim.hash) : claim.bytes;
    if (bytes === undefined) throw gone('hash' in claim ? claim.hash : '');
    return PayloadMessage.decode(bytes);
  });
}

function toHash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function rethrow(error: unknown): never {
  throw toStorageFailure(error);
}

function foreignClaim(): DurakitError {
  return new DurakitError({ status: 'INVALID_ARGUMENT', message: 'The history has a claim that this version of durakit cannot read.' });
}

function damaged(hash: string): DurakitError {
  return new DurakitError({ status: 'DATA_LOSS', message: `The payload ${hash} in durakit.payloads is not what was written.` });
}

function gone(hash: string): DurakitError {
  return new DurakitError({
    status: 'DATA_LOSS',
    message: `The payload ${hash} is not in durakit.payloads: it was swept, or DATABASE_URL is not the database of the process that wrote it.`,
  });
}
