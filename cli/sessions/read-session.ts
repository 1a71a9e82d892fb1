import type { DurakitClient } from '../../client/durakit-client.ts';
import type { SessionNames } from '../../client/sessions/session-names.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import type { SessionReport } from '../format/format-session.ts';
import { askStatus } from './ask-status.ts';

/** All that is known of a session. Throws NOT_FOUND where there is none. */
export async function readSession({ sessions, temporal }: DurakitClient, names: SessionNames): Promise<SessionReport> {
  const [snapshot, history] = await Promise.all([sessions.load(names), sessions.history(names)]);
  if (snapshot === undefined) {
    throw new DurakitError({ status: 'NOT_FOUND', message: `There is no session '${names.sessionId}' of agent '${names.agent}'.` });
  }
  const status = await askStatus(temporal, names);
  const isAsking = status !== undefined && status !== 'silent' && status.state === 'waiting';
  const questions = isAsking ? await sessions.questions(names).interrupts() : [];
  return { ...names, snapshot, status, questions, history };
}
