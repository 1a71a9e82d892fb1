import { DurakitError } from '../schemas/durakit-error.ts';
import { MAX_PAYLOAD_BYTES } from '../schemas/payload-limit.ts';

/** A third of the limit in characters is below it in bytes whatever the script: only longer texts are measured exactly. */
const SURELY_SMALL = MAX_PAYLOAD_BYTES / 3;

/** Throws OUT_OF_RANGE before Temporal fails the workflow task over it, which it would then try again for ever. */
export function checkPayloadSize(what: string, value: unknown): void {
  const json = value === undefined ? '' : JSON.stringify(value);
  if (json === undefined || json.length < SURELY_SMALL) return;
  const bytes = new TextEncoder().encode(json).length;
  if (bytes <= MAX_PAYLOAD_BYTES) return;
  throw tooLarge(what, bytes);
}

function tooLarge(what: string, bytes: number): DurakitError {
  return new DurakitError({
    status: 'OUT_OF_RANGE',
    message: `${what} has ${bytes} bytes of JSON; a run can carry ${MAX_PAYLOAD_BYTES}. Store it elsewhere and pass a reference.`,
    details: { bytes, limit: MAX_PAYLOAD_BYTES },
  });
}
