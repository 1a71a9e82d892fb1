import { DurakitError } from '../schemas/durakit-error.ts';
import { MAX_PAYLOAD_BYTES } from '../schemas/payload-limit.ts';

/** A third of the limit in characters is below it in bytes whatever the script: only longer texts are measured exactly. */
const SURELY_SMALL = MAX_PAYLOAD_BYTES / 3;

/**
 * Throws INVALID_ARGUMENT for what JSON cannot hold (a function, a cycle, a bigint), and OUT_OF_RANGE before Temporal fails the workflow task over the size:
 * either way Temporal would try the task again for ever.
 */
export function checkPayloadSize(what: string, value: unknown): void {
  if (value === undefined) return;
  const json = toJson(what, value);
  if (json.length < SURELY_SMALL) return;
  const bytes = new TextEncoder().encode(json).length;
  if (bytes <= MAX_PAYLOAD_BYTES) return;
  throw tooLarge(what, bytes);
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

function tooLarge(what: string, bytes: number): DurakitError {
  return new DurakitError({
    status: 'OUT_OF_RANGE',
    message: `${what} has ${bytes} bytes of JSON; a run can carry ${MAX_PAYLOAD_BYTES}. Store it elsewhere and pass a reference.`,
    details: { bytes, limit: MAX_PAYLOAD_BYTES },
  });
}
