import { setTimeout as delay } from 'node:timers/promises';
import { Context } from '@temporalio/activity';
import type { OperationIntent, OperationRecord, OperationStore, RunningStart } from '../../engine/operations/operation-store.ts';

/** A try counts as running for so many heartbeat timeouts after its last sign: the server may give a start to another worker long before its worker is dead. */
const LEASE_TIMEOUTS = 3;
const SHORTEST_LEASE = 10_000;
const RENEWALS_PER_LEASE = 6;

const FIRST_LOOK_MILLISECONDS = 250;
const LOOK_FACTOR = 1.5;
const LONGEST_LOOK_MILLISECONDS = 5_000;

/** How long a try that gives no sign counts as running, in milliseconds. */
export function toLease(heartbeatTimeout = 0): number {
  return Math.max(SHORTEST_LEASE, LEASE_TIMEOUTS * heartbeatTimeout);
}

/** What a lease is kept of. */
export interface LeasedStart {
  readonly store: OperationStore;
  readonly intent: OperationIntent;
  readonly lease: number;
}

/**
 * Renews the lease of the try that sends a request, until `end`, which waits for a renewal that is on its way. It ends by itself when the
 * time of the try is up: a request that does not end must not keep all others waiting.
 */
export function keepLease({ store, intent, lease }: LeasedStart): { readonly end: () => Promise<void> } {
  const { info, log } = Context.current();
  const timeIsUp = performance.now() + info.startToCloseTimeoutMs;
  let renewal: Promise<void> = Promise.resolve();
  const renew = async (): Promise<void> => {
    try {
      if (performance.now() > timeIsUp || !(await store.extend(intent, lease))) clearInterval(timer);
    } catch (error) {
      log.warn(`start of ${intent.operationId}: its lease could not be renewed (${String(error)})`);
    }
  };
  const timer = setInterval(() => (renewal = renew()), lease / RENEWALS_PER_LEASE);
  return {
    end: async () => {
      clearInterval(timer);
      await renewal;
    },
  };
}

/**
 * Waits as long as another try of the start runs. One whose lease is over has as much time again as lies between two renewals: a process
 * that stood still and is here again renews it then. Rejects where the signal fires.
 */
export async function untilNobodyRuns(
  look: () => Promise<OperationRecord>,
  { lease, signal }: { readonly lease: number; readonly signal: AbortSignal },
): Promise<Exclude<OperationRecord, RunningStart>> {
  let wait = FIRST_LOOK_MILLISECONDS;
  let silent: string | undefined;
  for (;;) {
    const known = await look();
    if (known.state !== 'running') return known;
    const { since, holder, leaseMilliseconds } = known;
    const isSilent = leaseMilliseconds <= 0;
    if (isSilent && silent === holder) return { state: 'in_doubt', since, holder };
    silent = isSilent ? holder : undefined;
    await delay(isSilent ? lease / RENEWALS_PER_LEASE : wait, undefined, { signal });
    wait = Math.min(wait * LOOK_FACTOR, LONGEST_LOOK_MILLISECONDS);
  }
}
