import ms from 'ms';
import { DurakitError } from '../schemas/durakit-error.ts';
import type { Duration } from '../schemas/duration.ts';

/** Milliseconds of a {@link Duration}. Throws INVALID_ARGUMENT for a text that is no duration and for negative or endless ones. */
export function toMilliseconds(duration: Duration): number {
  const value = typeof duration === 'number' ? duration : ms(duration);
  if (Number.isFinite(value) && value >= 0) return value;
  throw new DurakitError({
    status: 'INVALID_ARGUMENT',
    message: `${JSON.stringify(duration)} is not a duration. Give milliseconds or a text such as '10s', '5m', '2h', '7d'.`,
  });
}
