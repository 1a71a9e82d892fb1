import { ActivityCancellationType, proxyActivities } from '@temporalio/workflow';
import type { ask } from './hand-written-activities.ts';

/** The reference: a cancel comes with a heartbeat, as the SDK's documentation has it. */
const activities = proxyActivities<{ ask: typeof ask }>({
  startToCloseTimeout: '10m',
  heartbeatTimeout: '10s',
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  retry: { maximumAttempts: 5, initialInterval: '1s', backoffCoefficient: 2 },
});

export async function asks(url: string): Promise<string> {
  return await activities.ask(url);
}
