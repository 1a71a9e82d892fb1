import { randomUUID } from 'node:crypto';
import { TypedSearchAttributes } from '@temporalio/common';
import type { Client } from '@temporalio/client';
import { checkContext } from '../../engine/check-context.ts';
import { checkPayloadSize } from '../../engine/check-payload-size.ts';
import { fromFailure } from '../../engine/failure.ts';
import type { AgentTurnCall } from '../../engine/sessions/session-caller.ts';
import type { AgentOutput } from '../../schemas/agent-output.ts';
import { ABORT_MESSAGE, toAgentWorkflowType, toSessionWorkflowId, type SessionEnvelope } from '../../schemas/session-turn.ts';
import { payloadLimitOf } from '../payload-storage.ts';
import { KIND_KEY, NAME_KEY } from '../search-attribute-keys.ts';
import { toClientError } from '../to-client-error.ts';
import { waitForResult } from '../wait-for-result.ts';

/** Runs one turn of an agent as a run of its own: the conversation is in its input and output. */
export async function callAgentOnce(client: Client, call: AgentTurnCall & { readonly taskQueue: string }): Promise<AgentOutput> {
  const { agent, input, init, context, abortSignal, taskQueue } = call;
  checkContext(context);
  checkPayloadSize(`The turn for agent '${agent}'`, { input, init }, payloadLimitOf(client));
  if (abortSignal?.aborted === true) return { finishReason: 'aborted', ...(init.state !== undefined && { state: init.state }) };
  const envelope: SessionEnvelope = {
    once: true,
    ...(Object.keys(init).length > 0 && { init }),
    ...(context !== undefined && Object.keys(context).length > 0 && { context }),
  };
  const workflowId = toSessionWorkflowId(agent, randomUUID());
  const abort = (): void =>
    void client.workflow
      .getHandle(workflowId)
      .signal(ABORT_MESSAGE, {})
      .catch(() => undefined);
  try {
    const handle = await client.workflow.start(toAgentWorkflowType(agent), {
      taskQueue,
      workflowId,
      args: [input, envelope],
      typedSearchAttributes: new TypedSearchAttributes([
        { key: KIND_KEY, value: 'agent' },
        { key: NAME_KEY, value: agent },
      ]),
    });
    abortSignal?.addEventListener('abort', abort, { once: true });
    // it may have come while the run was started
    if (isAborted(abortSignal)) abort();
    return (await waitForResult(handle)) as AgentOutput;
  } catch (error) {
    if (error instanceof Error && error.name === 'WorkflowFailedError') throw fromFailure(error);
    throw toClientError(error, { what: `calling agent '${agent}'` });
  } finally {
    abortSignal?.removeEventListener('abort', abort);
  }
}

function isAborted(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}
