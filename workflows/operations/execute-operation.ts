import { executeChild, ParentClosePolicy, startChild, uuid4, CancellationScope } from '@temporalio/workflow';
import { checkContext } from '../../engine/check-context.ts';
import { checkPayloadSize } from '../../engine/check-payload-size.ts';
import type { OperationCall } from '../../engine/action-caller.ts';
import type { ModelOperation } from '../../engine/operations/background-model.ts';
import type { Engine } from '../../engine/engine.ts';
import { toFollowedId, toOperationWorkflowId, toOperationWorkflowType, type OperationEnvelope } from '../../schemas/operation-run.ts';
import { operationSearchAttributes } from '../run-attributes.ts';
import { startOperation, type OperationStart } from './start-operation.ts';

/** What a run needs to start operations of its own. */
export interface OperationParent {
  readonly engine: Engine;
  readonly ask: OperationStart['ask'];
}

/**
 * Runs a job as a child of this run. One that is waited for is asked to stop when this run ends; one that is only started goes on by
 * itself: its request is sent by this run, so that the caller has the vendor's id, and the child follows it. Throws the SDK's failures.
 */
export async function executeOperation(call: OperationCall, { engine, ask }: OperationParent): Promise<ModelOperation> {
  const { model, request, mode, context } = call;
  checkPayloadSize(`The request of '${model}'`, request);
  checkContext(context);
  const id = toOperationWorkflowId(model, uuid4());
  const envelope: OperationEnvelope = Object.keys(context).length === 0 ? {} : { context };
  const child = {
    workflowId: id,
    workflowIdReusePolicy: 'REJECT_DUPLICATE',
    typedSearchAttributes: operationSearchAttributes(model),
  } as const;
  const type = toOperationWorkflowType(model);
  if (mode === 'result') {
    const args = Object.keys(envelope).length === 0 ? [request] : [request, envelope];
    return (await executeChild(type, { ...child, args, parentClosePolicy: ParentClosePolicy.REQUEST_CANCEL })) as ModelOperation;
  }
  const { operation, settings } = await startOperation({ engine, model, context }, { id, request, ask });
  const followed: OperationEnvelope = { ...envelope, operation, settings };
  // what was paid for is followed, also where this run was cancelled meanwhile
  await CancellationScope.nonCancellable(() =>
    startChild(type, {
      ...child,
      // by the vendor's name for it, so that whoever has the operation finds the run
      workflowId: toFollowedId(model, operation.id),
      args: [null, followed],
      parentClosePolicy: ParentClosePolicy.ABANDON,
    }),
  ).catch((error: unknown) => {
    // somebody follows it already
    if ((error as Error).name !== 'WorkflowExecutionAlreadyStartedError') throw error;
  });
  return operation as ModelOperation;
}
