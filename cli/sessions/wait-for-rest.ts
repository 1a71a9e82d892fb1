import { setTimeout as delay } from 'node:timers/promises';
import type { DurakitClient } from '../../client/durakit-client.ts';
import type { SessionNames } from '../../client/sessions/session-names.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import { askStatus } from './ask-status.ts';

const FIRST_PAUSE_MILLISECONDS = 50;
const LONGEST_PAUSE_MILLISECONDS = 1_000;
/** Temporal itself may be away for so long. */
const PATIENCE_MILLISECONDS = 60_000;

/** How a session is once no turn runs or waits in its queue. */
export type RestState = 'asleep' | 'idle' | 'waiting';

/** Waits until a session rests; `onBusy` is called once, where it does not. A query leaves nothing in the session's history. */
export async function waitForRest(
  { temporal }: Pick<DurakitClient, 'temporal'>,
  names: SessionNames,
  { onBusy = () => undefined, signal }: { readonly onBusy?: () => void; readonly signal?: AbortSignal } = {},
): Promise<RestState> {
  let pause = FIRST_PAUSE_MILLISECONDS;
  let isTold = false;
  let lastSeen = performance.now();
  for (;;) {
    const state = await readState(temporal, names, () => performance.now() - lastSeen < PATIENCE_MILLISECONDS);
    if (state !== 'busy' && state !== 'silent' && state !== 'away') return state;
    if (state !== 'away') lastSeen = performance.now();
    if (state === 'busy' && !isTold) {
      isTold = true;
      onBusy();
    }
    await delay(pause, undefined, signal && { signal });
    pause = Math.min(LONGEST_PAUSE_MILLISECONDS, pause * 1.5);
  }
}

/** `silent`: no worker answers, so turns wait as well; `away`: Temporal does not. */
async function readState(
  temporal: DurakitClient['temporal'],
  names: SessionNames,
  isPatient: () => boolean,
): Promise<RestState | 'busy' | 'silent' | 'away'> {
  try {
    const status = await askStatus(temporal, names);
    if (status === 'silent') return status;
    if (status === undefined) return 'asleep';
    return status.state === 'running' || status.queued > 0 ? 'busy' : status.state;
  } catch (error) {
    if (error instanceof DurakitError && error.status === 'UNAVAILABLE' && isPatient()) return 'away';
    throw error;
  }
}
