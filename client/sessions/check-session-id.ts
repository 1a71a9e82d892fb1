import { DurakitError } from '../../schemas/durakit-error.ts';
import { toSessionWorkflowId } from '../../schemas/session-turn.ts';
import type { SessionNames } from './session-names.ts';

/** Temporal's limit for the id of a workflow (`limit.maxIDLength`). */
const MOST_CHARACTERS = 1_000;

/** Throws INVALID_ARGUMENT for the id of a session that can have no run: empty, not Unicode, or too long when it is encoded. */
export function checkSessionId({ agent, sessionId }: SessionNames): void {
  const problem = findProblem(agent, sessionId);
  if (problem === undefined) return;
  const shown = JSON.stringify(sessionId.length > 80 ? `${sessionId.slice(0, 80)}…` : sessionId);
  throw new DurakitError({ status: 'INVALID_ARGUMENT', message: `The session id ${shown} ${problem}.` });
}

function findProblem(agent: string, sessionId: string): string | undefined {
  if (sessionId.trim() === '') return 'is empty: give one, or leave it out where a new session is wanted';
  if (!sessionId.isWellFormed()) return 'has half of a surrogate pair, which UTF-8 does not have';
  const { length } = toSessionWorkflowId(agent, sessionId);
  if (length <= MOST_CHARACTERS) return undefined;
  return (
    `is too long: as a part of the workflow id, written as in a URL, it makes ${length} characters; ` +
    `at most ${MOST_CHARACTERS} are possible. Characters other than letters, digits and -_.!~*'() count three for each of their bytes`
  );
}
