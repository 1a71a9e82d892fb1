import { workflowInfo } from '@temporalio/workflow';
import { fromBatchName, type BatchedItem } from '../schemas/batch-call.ts';
import type { FlowEnvelope } from '../schemas/flow-envelope.ts';
import { fromOperationWorkflowType, type OperationEnvelope } from '../schemas/operation-run.ts';
import { fromAgentWorkflowType, type SessionEnvelope, type TurnInput } from '../schemas/session-turn.ts';
import { collectBatches } from './batches/collect-batches.ts';
import { isKnownAgent, isKnownFlow } from './loaded-engines.ts';
import { runOperation } from './operations/run-operation.ts';
import { runFlow } from './run-flow.ts';
import { runSession } from './sessions/run-session.ts';
import { toWorkflowFailure } from './to-workflow-failure.ts';

/**
 * The one workflow function of a bundle: Temporal gives it every workflow type. `agent/<name>` is a session of an agent,
 * `operation/<model>` a job of a background model, `batch/<model>` what collects requests for batches; any other type is the flow of that name. The second argument is optional.
 */
export async function runWorkflow(input: unknown, envelope?: FlowEnvelope | SessionEnvelope | OperationEnvelope): Promise<unknown> {
  const { workflowType } = workflowInfo();
  const isFlow = isKnownFlow(workflowType);
  const agent = isFlow ? undefined : fromAgentWorkflowType(workflowType);
  const batched = isFlow ? undefined : fromBatchName(workflowType);
  const model = isFlow ? undefined : fromOperationWorkflowType(workflowType);
  // a worker that lacks the model leaves its activities to others
  if (model === undefined && batched === undefined) leaveToOthers(agent);
  try {
    if (model !== undefined) return await runOperation(model, input, (envelope ?? {}) as OperationEnvelope);
    if (batched !== undefined) return await collectBatches(batched, input as BatchedItem[] | undefined);
    if (agent !== undefined) return await runSession(input as TurnInput | undefined, envelope ?? {});
    return await runFlow(input, envelope as FlowEnvelope | undefined);
  } catch (error) {
    throw toWorkflowFailure(error);
  }
}

/** How long a run whose flow this worker does not know is left to other workers: during a deploy they may be newer. */
const PATIENCE_MILLISECONDS = 20_000;

/** A plain error fails the workflow task and not the run: the server gives it to another worker. After a while the run fails by its name. */
function leaveToOthers(agent: string | undefined): void {
  const { workflowType, startTime } = workflowInfo();
  const isKnown = agent === undefined ? isKnownFlow(workflowType) : isKnownAgent(agent);
  if (isKnown || Date.now() - startTime.getTime() > PATIENCE_MILLISECONDS) return;
  const what = agent === undefined ? `flow '${workflowType}'` : `agent '${agent}'`;
  throw new Error(`This worker does not know the ${what}; it is left to others for a while.`);
}
