import { DurakitError } from '../../schemas/durakit-error.ts';
import type { SessionSnapshot } from '../../schemas/session-snapshot.ts';
import type { GetSnapshotOptions } from './session-store.ts';

/** What is looked for, by one id. */
export type SnapshotLookup = { readonly snapshotId: string } | { readonly sessionId: string };

/** Throws INVALID_ARGUMENT, in Genkit's words, where not exactly one id is given. For the makers of stores. */
export function toSnapshotLookup({ snapshotId, sessionId }: GetSnapshotOptions): SnapshotLookup {
  const hasSnapshot = snapshotId !== undefined && snapshotId !== '';
  const hasSession = sessionId !== undefined && sessionId !== '';
  if (hasSnapshot === hasSession) {
    const got = hasSnapshot ? 'snapshotId and sessionId' : 'neither';
    throw new DurakitError({
      status: 'INVALID_ARGUMENT',
      message: `getSnapshot requires exactly one of 'snapshotId' or 'sessionId' (got ${got}).`,
    });
  }
  if (hasSnapshot) return { snapshotId };
  if (sessionId?.trim() === '') {
    throw new DurakitError({
      status: 'INVALID_ARGUMENT',
      message: `Invalid sessionId: expected a non-empty string, got "${sessionId}".`,
    });
  }
  return { sessionId: sessionId ?? '' };
}

/** The session of a snapshot; rows of before Genkit wrote it beside the state have it there. */
export function sessionIdOf({ sessionId, state }: SessionSnapshot): string | undefined {
  return sessionId ?? state?.sessionId;
}
