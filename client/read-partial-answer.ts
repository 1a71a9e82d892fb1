import type { Client } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import type { PartialAnswerData } from '../schemas/partial-answer.ts';
import { CancelledSchema } from './cancelled-details.ts';
import { HistorySchema, readPayload } from './history-event.ts';
import { openReadClaims } from './payload-storage.ts';

/** A run that was cancelled ends soon after its steps: one page from the end has them. */
const LAST_EVENTS = 30;

/**
 * What the model that was stopped last had said, of a run that was cancelled: Temporal's end of such a run carries nothing.
 * Undefined where no model was stopped, or where its words cannot be read here.
 */
export async function readPartialAnswer(client: Client, workflowId: string): Promise<PartialAnswerData | undefined> {
  const { history } = await client.workflowService.getWorkflowExecutionHistoryReverse({
    namespace: client.options.namespace,
    execution: { workflowId },
    maximumPageSize: LAST_EVENTS,
  });
  const last: unknown = JSON.parse(historyToJSON(history ?? {}));
  await openReadClaims(client, last);
  const { events } = HistorySchema.parse(last);
  return events
    .filter(({ type }) => type === 'ACTIVITY_TASK_CANCELED')
    .map(({ attributes }) => CancelledSchema.safeParse(readPayload(attributes.details?.payloads?.[0])).data?.partial)
    .find((partial) => partial !== undefined);
}
