import { StorageDriverClaim, type ExternalStorage, type Payload } from '@temporalio/common';
import { z } from 'zod';

/** A payload as histories have it in Temporal's JSON: bytes are base64. */
const JsonPayloadSchema = z.looseObject({ metadata: z.record(z.string(), z.string()), data: z.string() });
/** What the SDK writes for a claim: `temporal.api.sdk.v1.ExternalStorageReference`. */
const ReferenceSchema = z.object({ driverName: z.string(), claimData: z.record(z.string(), z.string()) });
const REFERENCE_TYPE = toBase64('temporal.api.sdk.v1.ExternalStorageReference');

/** What to open. */
export interface InlineOptions {
  /** Only what stands below one of these keys, as `failure`. Default: everything. */
  readonly below?: readonly string[];
}

interface FoundClaim {
  readonly driver: string;
  readonly claim: StorageDriverClaim;
  /** The object in the history, which is replaced. */
  readonly payload: Record<string, unknown>;
}

/**
 * Puts payloads back into a history (Temporal's JSON) in the places of their claims, so that it can be read without the store. The history
 * is changed in place. Throws what the store throws: then nothing is changed.
 */
export async function inlineClaims(history: unknown, externalStorage: ExternalStorage, { below }: InlineOptions = {}): Promise<void> {
  const claims = [...findClaims(history, below, below === undefined)];
  for (const [name, found] of Map.groupBy(claims, ({ driver }) => driver)) {
    const driver = externalStorage.getDriver(name);
    if (driver === null) continue;
    const payloads = await driver.retrieve(
      {},
      found.map(({ claim }) => claim),
    );
    for (const [index, { payload }] of found.entries()) replace(payload, payloads[index]);
  }
}

/** The hashes of all payloads that a history (or a part of one) refers to. */
export function readClaimHashes(history: unknown): string[] {
  return [...findClaims(history, undefined, true)].flatMap(({ claim }) => claim.claimData['sha256'] ?? []);
}

function* findClaims(value: unknown, below: readonly string[] | undefined, isBelow: boolean): Generator<FoundClaim> {
  if (typeof value !== 'object' || value === null) return;
  const found = isBelow ? toFoundClaim(value) : undefined;
  if (found !== undefined) yield found;
  else for (const [key, child] of Object.entries(value)) yield* findClaims(child, below, isBelow || below?.includes(key) === true);
}

function toFoundClaim(value: object): FoundClaim | undefined {
  const { data: payload } = JsonPayloadSchema.safeParse('metadata' in value && 'data' in value ? value : undefined);
  if (payload?.metadata['messageType'] !== REFERENCE_TYPE) return undefined;
  const { data: reference } = ReferenceSchema.safeParse(JSON.parse(Buffer.from(payload.data, 'base64').toString()));
  if (reference === undefined) return undefined;
  return { driver: reference.driverName, claim: new StorageDriverClaim(reference.claimData), payload: value as Record<string, unknown> };
}

function replace(target: Record<string, unknown>, payload: Payload | undefined): void {
  if (payload === undefined) return;
  for (const key of Object.keys(target)) delete target[key];
  const { metadata, data } = payload;
  target['metadata'] = Object.fromEntries(Object.entries(metadata ?? {}).map(([name, value]) => [name, toBase64(value)]));
  if (data !== undefined && data !== null) target['data'] = toBase64(data);
}

function toBase64(value: string | Uint8Array): string {
  return Buffer.from(value as Uint8Array).toString('base64');
}
