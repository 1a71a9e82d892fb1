import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import { STATUS_QUERY, toSessionWorkflowId, type SessionStatus } from '../../schemas/session-turn.ts';
import { toClientError } from '../to-client-error.ts';
import type { SessionNames } from './session-names.ts';

/** How a session is doing; undefined where it sleeps, or was never begun. Needs a worker: a query is answered by the session's own code. */
export async function readSessionStatus(client: Client, { agent, sessionId }: SessionNames): Promise<SessionStatus | undefined> {
  const handle = client.workflow.getHandle(toSessionWorkflowId(agent, sessionId));
  try {
    const { status } = await handle.describe();
    return status.name === 'RUNNING' ? await handle.query<SessionStatus>(STATUS_QUERY) : undefined;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined;
    throw toClientError(error, { what: `asking session '${sessionId}' of agent '${agent}'` });
  }
}
