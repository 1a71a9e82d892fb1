import { BATCH_DEFAULTS, type BatchLimits, type BatchOptions } from '../../schemas/batch-call.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import { toMilliseconds } from '../duration.ts';

const LONGEST_WITHIN = 7 * 24 * 60 * 60_000;
const LONGEST_WINDOW = 60 * 60_000;
/** Each costs the collector a few events of its history. */
const MOST_ITEMS = 1_000;

/** Checks the options and fills in the defaults. Throws INVALID_ARGUMENT. */
export function toBatchLimits(options: BatchOptions): BatchLimits {
  const { window = BATCH_DEFAULTS.window, size = BATCH_DEFAULTS.size } = options;
  const limits = { within: toMilliseconds(options.within), window: toMilliseconds(window), size };
  const isSound =
    limits.within > limits.window &&
    limits.within <= LONGEST_WITHIN &&
    limits.window <= LONGEST_WINDOW &&
    Number.isInteger(size) &&
    size >= 1 &&
    size <= MOST_ITEMS;
  if (isSound) return limits;
  throw new DurakitError({
    status: 'INVALID_ARGUMENT',
    message:
      "'batch' cannot be kept: 'within' is longer than 'window' and at most 7 days, 'window' at most an hour, 'size' from 1 to 1000.",
  });
}
