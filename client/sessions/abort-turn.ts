import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import { ABORT_MESSAGE, toSessionWorkflowId, type AbortTarget } from '../../schemas/session-turn.ts';
import { toClientError } from '../to-client-error.ts';

/** A turn to be stopped. */
export interface TurnAbort {
  readonly agent: string;
  readonly sessionId: string;
  /** Default: the turn that runs. */
  readonly target?: AbortTarget | undefined;
}

/** Stops a turn that runs or waits. False where its session does not run. */
export async function abortTurn(client: Client, { agent, sessionId, target = {} }: TurnAbort): Promise<boolean> {
  const handle = client.workflow.getHandle(toSessionWorkflowId(agent, sessionId));
  try {
    await handle.signal<[AbortTarget]>(ABORT_MESSAGE, target);
    return true;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw toClientError(error, { what: `aborting a turn of session '${sessionId}' of agent '${agent}'` });
  }
}
