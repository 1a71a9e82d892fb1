import { executeChild, ParentClosePolicy, uuid4 } from '@temporalio/workflow';
import { checkContext } from '../engine/check-context.ts';
import { checkPayloadSize } from '../engine/check-payload-size.ts';
import type { FlowCall } from '../engine/action-caller.ts';
import { toEnvelopedArguments, toFlowWorkflowId } from '../schemas/flow-envelope.ts';
import { toTemporalPriority } from '../schemas/to-temporal-priority.ts';
import { flowSearchAttributes } from './run-attributes.ts';

/** Runs a flow as a child and waits for it. A parent that ends asks its children to stop. Throws the SDK's failures. */
export async function executeChildFlow({ name, input, context, options, tool }: FlowCall): Promise<unknown> {
  checkPayloadSize(`The input of flow '${name}'`, input);
  checkContext(context);
  const { id = uuid4(), timeoutMilliseconds } = options;
  const priority = toTemporalPriority(options);
  const output: unknown = await executeChild(name, {
    args: toEnvelopedArguments(input, { context, ...(tool !== undefined && { tool }) }),
    workflowId: toFlowWorkflowId(name, id),
    workflowIdReusePolicy: 'REJECT_DUPLICATE',
    parentClosePolicy: ParentClosePolicy.REQUEST_CANCEL,
    typedSearchAttributes: flowSearchAttributes(name),
    ...(priority !== undefined && { priority }),
    ...(timeoutMilliseconds !== undefined && { workflowExecutionTimeout: timeoutMilliseconds }),
  });
  return output;
}
