import { WorkflowExecutionAlreadyStartedError, type Client, type WorkflowStartOptions } from '@temporalio/client';
import { TypedSearchAttributes } from '@temporalio/common';
import { checkPayloadSize } from '../engine/check-payload-size.ts';
import { checkContext } from '../engine/check-context.ts';
import { toMilliseconds } from '../engine/duration.ts';
import type { FlowStartOptions } from '../engine/flow.ts';
import type { FlowHandle } from '../engine/flow-handle.ts';
import { DurakitError } from '../schemas/durakit-error.ts';
import { toEnvelopedArguments, toFlowWorkflowId } from '../schemas/flow-envelope.ts';
import { toTemporalPriority } from '../schemas/to-temporal-priority.ts';
import { createFlowHandle } from './create-flow-handle.ts';
import { payloadLimitOf } from './payload-storage.ts';
import { toClientError } from './to-client-error.ts';
import { FLOW_KIND, NAME_KEY, KIND_KEY } from './search-attribute-keys.ts';

/** A run to be started. */
export interface FlowStart {
  readonly flow: string;
  readonly input: unknown;
  readonly options: FlowStartOptions;
  readonly taskQueue: string;
}

/** Starts a run, or finds the one that has this id already: then nothing is scheduled. */
export async function startFlow(client: Client, { flow, input, options, taskQueue }: FlowStart): Promise<FlowHandle> {
  checkContext(options.context);
  checkPayloadSize(`The input of flow '${flow}'`, input, payloadLimitOf(client));
  const id = options.id ?? crypto.randomUUID();
  if (id === '') throw new DurakitError({ status: 'INVALID_ARGUMENT', message: 'The id of a run is empty. Leave it out for a new one.' });
  try {
    await client.workflow.start(flow, {
      taskQueue,
      workflowId: toFlowWorkflowId(flow, id),
      args: toEnvelopedArguments(input, options.context === undefined ? {} : { context: options.context }),
      workflowIdConflictPolicy: 'USE_EXISTING',
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      typedSearchAttributes: new TypedSearchAttributes([
        { key: KIND_KEY, value: FLOW_KIND },
        { key: NAME_KEY, value: flow },
      ]),
      ...toTemporalOptions(options),
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw toClientError(error, { what: `starting flow '${flow}'` });
  }
  return createFlowHandle(client, { flow, id, workflowId: toFlowWorkflowId(flow, id) });
}

function toTemporalOptions({ timeout, ...place }: FlowStartOptions): Partial<WorkflowStartOptions> {
  const priority = toTemporalPriority(place);
  return {
    ...(priority !== undefined && { priority }),
    ...(timeout !== undefined && { workflowExecutionTimeout: toMilliseconds(timeout) }),
  };
}
