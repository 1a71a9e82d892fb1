import { setTimeout as delay } from 'node:timers/promises';
import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import type { SessionRecords } from '../../engine/sessions/session-records.ts';
import { toSessionWorkflowId } from '../../schemas/session-turn.ts';
import { toClientError } from '../to-client-error.ts';
import type { SessionNames } from './session-names.ts';

/** A turn that is asked to stop has so long to write its end. */
const STOP_MILLISECONDS = 5_000;
const PAUSE_MILLISECONDS = 50;

/** Ends the run first: a turn that still wrote would bring rows back. */
export async function deleteSession(client: Client, records: SessionRecords, { agent, sessionId }: SessionNames): Promise<boolean> {
  const workflowId = toSessionWorkflowId(agent, sessionId);
  try {
    const wasRunning = await endRun(client, workflowId);
    const hadRows = await records.delete(agent, sessionId);
    return wasRunning || hadRows;
  } catch (error) {
    throw toClientError(error, { what: `deleting session '${sessionId}' of agent '${agent}'` });
  }
}

async function endRun(client: Client, workflowId: string): Promise<boolean> {
  const handle = client.workflow.getHandle(workflowId);
  try {
    if ((await handle.describe()).status.name !== 'RUNNING') return false;
    await handle.cancel();
    const end = performance.now() + STOP_MILLISECONDS;
    while ((await handle.describe()).status.name === 'RUNNING') {
      if (performance.now() > end) await handle.terminate('the session was deleted');
      else await delay(PAUSE_MILLISECONDS);
    }
    return true;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}
