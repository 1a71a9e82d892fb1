import type { ActionContext } from './action-context.ts';
import type { BatchTask } from './batch-call.ts';
import type { ModelPolicy } from './model-policy.ts';
import type { StoredConversation } from './stored-conversation.ts';
import type { OperationTask } from './operation-run.ts';
import type { ToolRun } from './tool-run.ts';

/** The optional second argument of a flow's workflow and of every activity. */
export interface FlowEnvelope {
  readonly context?: ActionContext;
  /** Captured variables of a hoisted closure that has an input of its own. */
  readonly captured?: Readonly<Record<string, unknown>>;
  /** Where the action or flow is run as a tool. */
  readonly tool?: ToolRun;
  /** Where the action is a model. */
  readonly policy?: ModelPolicy;
  /** Where the action is a model: what its input's messages come after. */
  readonly conversation?: StoredConversation;
  /** Where the action is a model of a session's turn: the turn's message, by which somebody in the same process may listen. */
  readonly listener?: string;
  /** Where the action is one of a background model, in an operation. */
  readonly operation?: OperationTask;
  /** Where the action is a model whose answer comes in a batch. */
  readonly batch?: BatchTask;
}

/** The arguments of a run or an activity, as short as they can be: what is not there costs no bytes in the history. */
export function toEnvelopedArguments(
  input: unknown,
  { context = {}, captured, tool = {}, policy = {}, conversation, listener, operation, batch }: FlowEnvelope,
): unknown[] {
  const envelope: FlowEnvelope = {
    ...(Object.keys(context).length > 0 && { context }),
    ...(captured !== undefined && { captured }),
    ...(Object.values(tool).some((value) => value !== undefined) && { tool }),
    ...(Object.keys(policy).length > 0 && { policy }),
    ...(conversation !== undefined && { conversation }),
    ...(listener !== undefined && { listener }),
    ...(operation !== undefined && { operation }),
    ...(batch !== undefined && { batch }),
  };
  if (Object.keys(envelope).length > 0) return [input, envelope];
  return input === undefined ? [] : [input];
}

/** The workflow id of a flow's run, as the Temporal UI shows it. Slashes of the name are encoded: two flows never share an id. */
export function toFlowWorkflowId(flow: string, id: string): string {
  return `flow/${encodeURIComponent(flow)}/${id}`;
}
