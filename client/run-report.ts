import type { Client } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { toRunStatus } from './describe-run.ts';
import { openReadClaims } from './payload-storage.ts';
import { toPendingAttempts, type PendingAttempt } from './pending-attempt.ts';
import { toTimeline, type Timeline } from './timeline.ts';
import { toClientError } from './to-client-error.ts';
import { INTERRUPTS_QUERY, type PendingInterrupt } from '../schemas/pending-interrupt.ts';
import type { RunStatus } from '../engine/flow-handle.ts';

/** A run with all that the server and its history tell of it. */
export interface RunReport extends Omit<Timeline, 'status'> {
  readonly workflowId: string;
  readonly runId: string;
  readonly status: RunStatus;
  /** As Temporal counts it. */
  readonly historyBytes: number;
  /** Steps that have not ended; the history does not know of their tries yet. */
  readonly pending: readonly PendingAttempt[];
  /** Questions of tools that wait for an answer. Empty where no worker answered the query in time. */
  readonly interrupts: readonly PendingInterrupt[];
}

/** Reads a run. Throws NOT_FOUND where there is none of this workflow id. */
export async function readRunReport(client: Client, workflowId: string): Promise<RunReport> {
  try {
    const description = await client.workflow.getHandle(workflowId).describe();
    const history = await client.workflow.getHandle(workflowId, description.runId).fetchHistory();
    const events: unknown = JSON.parse(historyToJSON(history));
    await openReadClaims(client, events);
    const timeline = toTimeline(events);
    const isOpen = timeline.status === 'running';
    return {
      ...timeline,
      workflowId,
      runId: description.runId,
      // The history was read later: it wins where the run has ended in between.
      status: isOpen ? toRunStatus(description.status.name) : timeline.status,
      historyBytes: description.historySize ?? 0,
      pending: isOpen ? toPendingAttempts(description) : [],
      interrupts: isOpen && timeline.entries.length > 0 ? await readInterrupts(client, workflowId) : [],
    };
  } catch (error) {
    throw toClientError(error, { what: `reading ${workflowId}` });
  }
}

/** A query needs a worker; the report does not. */
const QUERY_LIMIT_MILLISECONDS = 1_000;

async function readInterrupts(client: Client, workflowId: string): Promise<readonly PendingInterrupt[]> {
  try {
    return await client.withDeadline(Date.now() + QUERY_LIMIT_MILLISECONDS, () =>
      client.workflow.getHandle(workflowId).query<PendingInterrupt[]>(INTERRUPTS_QUERY),
    );
  } catch {
    return [];
  }
}
