import { executeChild, ParentClosePolicy, uuid4 } from '@temporalio/workflow';
import { checkContext } from '../../engine/check-context.ts';
import { checkPayloadSize } from '../../engine/check-payload-size.ts';
import type { AgentCall } from '../../engine/action-caller.ts';
import type { AgentOutput } from '../../schemas/agent-output.ts';
import { toAgentWorkflowType, toSessionWorkflowId, type SessionEnvelope, type TurnAnswer } from '../../schemas/session-turn.ts';
import { sessionSearchAttributes } from '../run-attributes.ts';

/**
 * One turn of another agent, in a session of its own below the one that calls: its history is its own, and a later turn of the same session
 * goes on from its rows. A parent that ends asks its children to stop. Throws the SDK's failures.
 */
export async function executeChildSession({ agent, input, init = {}, context }: AgentCall): Promise<AgentOutput> {
  checkPayloadSize(`The task for agent '${agent}'`, { input, init });
  checkContext(context);
  const sessionId = init.sessionId ?? init.state?.sessionId ?? uuid4();
  const envelope: SessionEnvelope = {
    once: true,
    ...(Object.keys(init).length > 0 && { init }),
    ...(Object.keys(context).length > 0 && { context }),
  };
  const { custom: _custom, ...output } = (await executeChild(toAgentWorkflowType(agent), {
    args: [input, envelope],
    workflowId: toSessionWorkflowId(agent, sessionId),
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    parentClosePolicy: ParentClosePolicy.REQUEST_CANCEL,
    typedSearchAttributes: sessionSearchAttributes(agent, sessionId),
  })) as TurnAnswer;
  return output;
}
