import { DurakitError } from '../schemas/durakit-error.ts';
import { MAX_PAYLOAD_BYTES } from '../schemas/payload-limit.ts';
import { payloadLimit } from './payload-limit.ts';

/** A UTF-16 unit is at most so many bytes of UTF-8: texts of fewer characters than a third of the limit need not be measured. */
const MOST_BYTES_OF_A_UNIT = 3;

/**
 * Throws INVALID_ARGUMENT for what JSON cannot hold (a function, a cycle, a bigint), and OUT_OF_RANGE before Temporal fails the workflow task over the size:
 * either way Temporal would try the task again for ever. `limit`: in bytes of JSON, by default {@link payloadLimit}.
 */
export function checkPayloadSize(what: string, value: unknown, limit = payloadLimit()): void {
  if (value === undefined) return;
  const json = toJson(what, value);
  if (json.length < limit / MOST_BYTES_OF_A_UNIT) return;
  const bytes = new TextEncoder().encode(json).length;
  if (bytes <= limit) return;
  throw tooLarge(what, bytes, limit);
}

function toJson(what: string, value: unknown): string {
  let reason: string;
  try {
    const json: unknown = JSON.stringify(value);
    if (typeof json === 'string') return json;
    reason = `it is a ${typeof value}`;
  } catch (error) {
    reason = error instanceof Error ? error.message : String(error);
  }
  throw new DurakitError({
    status: 'INVALID_ARGUMENT',
    message: `${what} cannot be recorded as JSON: ${reason}. Return (or pass) plain data.`,
  });
}

function tooLarge(what: string, bytes: number, limit: number): DurakitError {
  const advice =
    limit === MAX_PAYLOAD_BYTES
      ? 'Store it elsewhere and pass a reference, or set DATABASE_URL for clients and workers: then long values go there.'
      : 'Store it elsewhere and pass a reference, or raise DURAKIT_EXTERNAL_STORAGE_MAXIMUM for clients and workers.';
  return new DurakitError({
    status: 'OUT_OF_RANGE',
    message: `${what} has ${bytes} bytes of JSON; a run can carry ${limit}. ${advice}`,
    details: { bytes, limit },
  });
}
