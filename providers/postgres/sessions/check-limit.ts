import { DurakitError } from '../../../schemas/durakit-error.ts';

/** Throws INVALID_ARGUMENT for a limit that is no whole number from 1 to `most`. */
export function checkLimit(limit: number, most: number): void {
  if (Number.isInteger(limit) && limit >= 1 && limit <= most) return;
  throw new DurakitError({ status: 'INVALID_ARGUMENT', message: `The limit is ${limit}: give a whole number from 1 to ${most}.` });
}
