import type { DurakitClient } from '../../client/durakit-client.ts';
import type { SessionNames } from '../../client/sessions/session-names.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import type { PendingInterrupt } from '../../schemas/pending-interrupt.ts';
import { waitForRest } from './wait-for-rest.ts';

/** What the tools of a session ask, once no turn runs. Empty where it sleeps, or has gone on in the meantime. */
export async function readQuestions(client: DurakitClient, names: SessionNames): Promise<readonly PendingInterrupt[]> {
  if ((await waitForRest(client, names)) !== 'waiting') return [];
  try {
    return await client.sessions.questions(names).interrupts();
  } catch (error) {
    if (error instanceof DurakitError && error.status === 'NOT_FOUND') return [];
    throw error;
  }
}
