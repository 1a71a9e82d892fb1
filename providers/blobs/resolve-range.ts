import type { BlobRange } from '../../engine/blobs/blob-store.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';

/** A range of a blob whose size is known: from `start` up to and without `after`. */
export interface ResolvedRange {
  readonly start: number;
  readonly after: number;
}

/** Throws OUT_OF_RANGE for a range that begins behind the end, INVALID_ARGUMENT for what is no range. The whole of an empty blob is fine. */
export function resolveRange(range: BlobRange | undefined, size: number): ResolvedRange {
  const { start = 0, end } = range ?? {};
  if (!isPlace(start) || (end !== undefined && (!isPlace(end) || end < start))) throw badRange(start, end);
  if (start >= size && !(size === 0 && start === 0 && end === undefined)) throw behindEnd(start, size);
  return { start, after: Math.min(end ?? size - 1, size - 1) + 1 };
}

function isPlace(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function badRange(start: number, end: number | undefined): DurakitError {
  return new DurakitError({
    status: 'INVALID_ARGUMENT',
    message: `From ${start} to ${end ?? 'the end'} is no range of bytes: give whole numbers from 0, the first one not above the last.`,
  });
}

function behindEnd(start: number, size: number): DurakitError {
  return new DurakitError({
    status: 'OUT_OF_RANGE',
    message: `The blob has ${size} bytes: none is at ${start} or behind.`,
    details: { size },
  });
}
