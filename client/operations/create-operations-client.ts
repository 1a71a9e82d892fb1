import { WorkflowExecutionAlreadyStartedError, type Client } from '@temporalio/client';
import { TypedSearchAttributes } from '@temporalio/common';
import { checkContext } from '../../engine/check-context.ts';
import { checkPayloadSize } from '../../engine/check-payload-size.ts';
import type { ModelOperation } from '../../engine/operations/background-model.ts';
import { modelOfAction } from '../../engine/operations/operation-keys.ts';
import type { ActionContext } from '../../schemas/action-context.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import type { GenerateRequest } from '../../schemas/generate-request.ts';
import type { Operation } from '../../schemas/operation.ts';
import { toFollowedId, toOperationWorkflowId, toOperationWorkflowType, type OperationEnvelope } from '../../schemas/operation-run.ts';
import type { PendingInterrupt } from '../../schemas/pending-interrupt.ts';
import { createFlowHandle } from '../create-flow-handle.ts';
import { payloadLimitOf } from '../payload-storage.ts';
import { KIND_KEY, MODEL_KEY, NAME_KEY, OPERATION_KIND, STATUS_KEY } from '../search-attribute-keys.ts';
import { toClientError } from '../to-client-error.ts';
import { listOperations, type ListOperationsOptions, type OperationSummary } from './list-operations.ts';
import { describeOperation, type OperationDescription } from './operation-description.ts';

/** Names an operation: its id, or the vendor's job of one that is followed. */
export type OperationReference = string | Operation;

/** How an operation is started. */
export interface OperationStartOptions {
  /** The same id twice is the same operation: nothing is paid a second time. Default: a new UUID. */
  readonly id?: string;
  readonly context?: ActionContext;
}

/** Jobs of background models from outside of all flows, also those that somebody else started. Their work is done by workers. */
export interface OperationsClient {
  /** Starts a job; gives its id at once, before the vendor has the request. A text is the whole prompt. */
  start(model: string, request: GenerateRequest | string, options?: OperationStartOptions): Promise<string>;
  /** Follows a job that was started elsewhere, to its end: `operation.action` names its model. Gives the id. Following twice is following once. */
  track(operation: Operation, options?: Pick<OperationStartOptions, 'context'>): Promise<string>;
  get(reference: OperationReference): Promise<OperationDescription>;
  /** Newest first; an operation appears here up to a second after its start. */
  list(options?: ListOperationsOptions): AsyncIterable<OperationSummary>;
  /** Asks the operation, and by it the vendor, to stop. Returns when the request is recorded. */
  cancel(reference: OperationReference, reason?: string): Promise<void>;
  /** Waits for the end. Rejects with the job's error; CANCELLED, DEADLINE_EXCEEDED; FAILED_PRECONDITION for a start in doubt. */
  result(reference: OperationReference): Promise<ModelOperation>;
  /** What an operation in doubt asks. */
  interrupts(reference: OperationReference): Promise<PendingInterrupt[]>;
  /** Answers an operation in doubt: the job that the vendor has, or `retry` to have it paid for (perhaps) a second time. */
  respond(reference: OperationReference, answer: { readonly operation: Operation } | { readonly retry: true }): Promise<void>;
}

/** What the client of operations is made of. */
export interface OperationsClientParts {
  readonly temporal: Client;
  readonly taskQueue: string;
}

/** Operations over a connection that is there already. */
export function createOperationsClient(parts: OperationsClientParts): OperationsClient {
  const { temporal } = parts;
  const handleOf = (reference: OperationReference): ReturnType<typeof createFlowHandle> => {
    const workflowId = toId(reference);
    return createFlowHandle(temporal, { flow: '', id: workflowId, workflowId });
  };
  return {
    start: async (model, request, { id = crypto.randomUUID(), context = {} } = {}) => {
      const workflowId = toOperationWorkflowId(model, id);
      await startWorkflow(parts, { model, workflowId, request: toRequest(request), envelope: toEnvelope(context) });
      return workflowId;
    },
    track: async (operation, { context = {} } = {}) => {
      const workflowId = toId(operation);
      const envelope = { ...toEnvelope(context), operation };
      await startWorkflow(parts, { model: requireModel(operation), workflowId, request: null, envelope });
      return workflowId;
    },
    get: async (reference) => {
      const workflowId = toId(reference);
      try {
        return await describeOperation(temporal, await temporal.workflow.getHandle(workflowId).describe());
      } catch (error) {
        throw toClientError(error, { what: `describing ${workflowId}` });
      }
    },
    list: (options) => listOperations(temporal, options),
    cancel: (reference, reason) => handleOf(reference).cancel(reason),
    result: async (reference) => (await handleOf(reference).result()) as ModelOperation,
    interrupts: (reference) => handleOf(reference).interrupts(),
    respond: async (reference, answer) => {
      const handle = handleOf(reference);
      const [question] = await handle.interrupts();
      if (question === undefined) {
        throw new DurakitError({
          status: 'FAILED_PRECONDITION',
          message: `${handle.workflowId} is not in doubt: nothing waits for an answer.`,
        });
      }
      await handle.respond(question, answer);
    },
  };
}

interface OperationStart {
  readonly model: string;
  readonly workflowId: string;
  readonly request: GenerateRequest | null;
  readonly envelope: OperationEnvelope;
}

async function startWorkflow({ temporal, taskQueue }: OperationsClientParts, start: OperationStart): Promise<void> {
  const { model, workflowId, request, envelope } = start;
  checkContext(envelope.context);
  checkPayloadSize(`The request of '${model}'`, request, payloadLimitOf(temporal));
  try {
    await temporal.workflow.start(toOperationWorkflowType(model), {
      taskQueue,
      workflowId,
      args: Object.keys(envelope).length === 0 ? [request] : [request, envelope],
      workflowIdConflictPolicy: 'USE_EXISTING',
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      typedSearchAttributes: new TypedSearchAttributes([
        { key: KIND_KEY, value: OPERATION_KIND },
        { key: NAME_KEY, value: model },
        { key: MODEL_KEY, value: model },
        { key: STATUS_KEY, value: 'running' },
      ]),
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw toClientError(error, { what: `starting ${workflowId}` });
  }
}

function toRequest(request: GenerateRequest | string): GenerateRequest {
  return typeof request === 'string' ? { messages: [{ role: 'user', content: [{ text: request }] }] } : request;
}

function toEnvelope(context: ActionContext): OperationEnvelope {
  return Object.keys(context).length === 0 ? {} : { context };
}

function toId(reference: OperationReference): string {
  return typeof reference === 'string' ? reference : toFollowedId(requireModel(reference), reference.id);
}

function requireModel({ action }: Operation): string {
  const model = action === undefined ? undefined : modelOfAction(action);
  if (model !== undefined) return model;
  throw new DurakitError({
    status: 'INVALID_ARGUMENT',
    message: "The operation does not say whose it is: its 'action' must be '/background-model/<name>', as start and check give it.",
  });
}
