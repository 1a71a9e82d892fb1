import { proxyActivities } from '@temporalio/workflow';
import type { tick } from './hand-written-activities.ts';

/** The reference: the same workflow as somebody writes it on the SDK, with the same limits and retries. */
const activities = proxyActivities<{ tick: typeof tick }>({
  startToCloseTimeout: '10m',
  heartbeatTimeout: '10s',
  retry: { maximumAttempts: 5, initialInterval: '1s', backoffCoefficient: 2 },
});

export async function steps(count: number): Promise<number> {
  let last = -1;
  for (let index = 0; index < count; index++) last = (await activities.tick(index)).index;
  return last;
}
