import { executeChild, ParentClosePolicy, sleep, uuid4 } from '@temporalio/workflow';
import { checkContext } from '../../engine/check-context.ts';
import { checkPayloadSize } from '../../engine/check-payload-size.ts';
import type { AgentCall } from '../../engine/action-caller.ts';
import type { AgentOutput } from '../../schemas/agent-output.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import { toAgentWorkflowType, toSessionWorkflowId, type SessionEnvelope, type TurnAnswer } from '../../schemas/session-turn.ts';
import { sessionSearchAttributes } from '../run-attributes.ts';

const FIRST_PAUSE_MILLISECONDS = 500;
/** With the pauses before it: 15 seconds. */
const LONGEST_PAUSE_MILLISECONDS = 8_000;

/**
 * One turn of another agent, in a session of its own below the one that calls: its history is its own, and a later turn of the same session
 * goes on from its rows. A parent that ends asks its children to stop. Where the session has a run already, that one is waited for some
 * seconds: it may just be ending. Throws the SDK's failures, and FAILED_PRECONDITION where it does not end.
 */
export async function executeChildSession(call: AgentCall): Promise<AgentOutput> {
  const { agent, input, init = {}, context } = call;
  checkPayloadSize(`The task for agent '${agent}'`, { input, init });
  checkContext(context);
  const sessionId = init.sessionId ?? init.state?.sessionId ?? uuid4();
  for (let pause = FIRST_PAUSE_MILLISECONDS; ; pause *= 2) {
    try {
      return await startChild(call, sessionId);
    } catch (error) {
      if ((error as Error).name !== 'WorkflowExecutionAlreadyStartedError') throw error;
      if (pause > LONGEST_PAUSE_MILLISECONDS) throw isBusy(agent, sessionId, error);
      await sleep(pause, { summary: `session ${sessionId} has a run already` });
    }
  }
}

async function startChild({ agent, input, init = {}, context }: AgentCall, sessionId: string): Promise<AgentOutput> {
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

function isBusy(agent: string, sessionId: string, cause: unknown): DurakitError {
  return new DurakitError({
    status: 'FAILED_PRECONDITION',
    message:
      `Session '${sessionId}' of agent '${agent}' is awake: somebody sends it turns of their own, and it takes no task of another agent beside them. ` +
      'Try again when it sleeps, or cancel its run: its rows stay.',
    cause,
  });
}
