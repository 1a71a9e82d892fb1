import { toFinalError } from '../../engine/failure.ts';
import { isDatabaseAway } from '../../providers/postgres/is-database-away.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';

/** As many as a step has. */
const FEW_TRIES = 5;

/** A store that is away is tried for as long as the call's retry policy says; any other error ends the call after 5 tries. */
export async function withFewTries<T>(attempt: number, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const isAway = isDatabaseAway(error) || (error instanceof DurakitError && error.status === 'UNAVAILABLE');
    throw isAway || attempt < FEW_TRIES ? error : toFinalError(error);
  }
}
