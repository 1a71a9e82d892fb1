import { ApplicationFailure } from '@temporalio/activity';

const LOOK = Symbol('durakit.look');

/** The failure of a look at a job: it says itself when the next one is due, and crosses the activity's border as it is. */
export function createLookFailure(options: Parameters<typeof ApplicationFailure.create>[0]): ApplicationFailure {
  return Object.assign(ApplicationFailure.create(options), { [LOOK]: true });
}

/** True for what {@link createLookFailure} made. */
export function isLookFailure(error: unknown): error is ApplicationFailure {
  return error instanceof ApplicationFailure && LOOK in error;
}
