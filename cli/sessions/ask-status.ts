import type { DurakitClient } from '../../client/durakit-client.ts';
import { readSessionStatus } from '../../client/sessions/read-session-status.ts';
import type { SessionNames } from '../../client/sessions/session-names.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import type { SessionStatus } from '../../schemas/session-turn.ts';

/** The session's own code answers, on a worker. */
const ANSWER_MILLISECONDS = 5_000;

/** How a session is doing; undefined where it sleeps, `silent` where it is awake and no worker answers in time. */
export async function askStatus(temporal: DurakitClient['temporal'], names: SessionNames): Promise<SessionStatus | 'silent' | undefined> {
  try {
    return await temporal.withDeadline(Date.now() + ANSWER_MILLISECONDS, () => readSessionStatus(temporal, names));
  } catch (error) {
    if (error instanceof DurakitError && NO_ANSWER.includes(error.status)) return 'silent';
    throw error;
  }
}

/** Temporal knows of no worker that has asked for tasks lately (FAILED_PRECONDITION), or none has taken this one. */
const NO_ANSWER = ['DEADLINE_EXCEEDED', 'CANCELLED', 'FAILED_PRECONDITION'];
