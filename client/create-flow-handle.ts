import { WorkflowUpdateFailedError, type Client, type WorkflowHandle } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { fromFailure } from '../engine/failure.ts';
import type { FlowHandle } from '../engine/flow-handle.ts';
import { toRespond, toRestart } from '../engine/tools/to-reply.ts';
import { INTERRUPTS_QUERY, RESPOND_UPDATE, type InterruptReply, type PendingInterrupt } from '../schemas/pending-interrupt.ts';
import { DurakitError } from '../schemas/durakit-error.ts';
import { describeRun } from './describe-run.ts';
import { openClaims } from './payload-storage.ts';
import { readPartialAnswer } from './read-partial-answer.ts';
import { toClientError } from './to-client-error.ts';
import { waitForResult } from './wait-for-result.ts';

/** Names of one run. */
export interface RunNames {
  readonly flow: string;
  readonly id: string;
  readonly workflowId: string;
}

/** A handle of a run by its names; no request is made. */
export function createFlowHandle(client: Client, { id, workflowId }: RunNames): FlowHandle {
  const handle = client.workflow.getHandle(workflowId);
  return {
    id,
    workflowId,
    result: async () => {
      try {
        return await waitForResult(handle);
      } catch (error) {
        if (!isFailure(error)) throw toClientError(error, { what: `waiting for ${workflowId}` });
        throw await withPartialAnswer(client, workflowId, fromFailure(error));
      }
    },
    signal: (name, payload) => request(`signalling ${workflowId}`, () => handle.signal(name, ...(payload === undefined ? [] : [payload]))),
    interrupts: () => request(`asking ${workflowId}`, async () => await handle.query<PendingInterrupt[]>(INTERRUPTS_QUERY)),
    respond: (interrupt, output, options = {}) => reply(handle, toRespond(interrupt, output, options)),
    restart: (interrupt, options = {}) => reply(handle, toRestart(interrupt, options)),
    cancel: (reason) => request(`cancelling ${workflowId}`, () => cancelWithReason(client, handle, reason)),
    terminate: (reason) => request(`terminating ${workflowId}`, async () => void (await handle.terminate(reason))),
    describe: () => request(`describing ${workflowId}`, async () => describeRun(await handle.describe(), id)),
    history: () =>
      request(`reading ${workflowId}`, async () => {
        const history = JSON.parse(historyToJSON(await handle.fetchHistory())) as Record<string, unknown>;
        await openClaims(client, history);
        return history;
      }),
  };
}

/** Rejected replies carry the error of whoever checked them. */
async function reply(handle: WorkflowHandle, given: InterruptReply): Promise<void> {
  const { workflowId } = handle;
  try {
    await handle.executeUpdate(RESPOND_UPDATE, { args: [given] });
  } catch (error) {
    if (error instanceof WorkflowUpdateFailedError) throw fromFailure(error.cause);
    throw toClientError(error, { what: `answering ${workflowId}` });
  }
}

/** The caller of a cancelled run has in `details.partial` what its model had said. Without it the error says the same. */
async function withPartialAnswer(client: Client, workflowId: string, error: DurakitError): Promise<DurakitError> {
  if (error.status !== 'CANCELLED' || error.details !== undefined) return error;
  const partial = await readPartialAnswer(client, workflowId).catch(() => undefined);
  if (partial === undefined) return error;
  return new DurakitError({ status: error.status, message: error.originalMessage, details: { partial }, cause: error });
}

function isFailure(error: unknown): boolean {
  return error instanceof Error && (error.name === 'WorkflowFailedError' || error.name === 'TimeoutFailure');
}

async function request<T>(what: string, send: () => Promise<T>): Promise<T> {
  try {
    return await send();
  } catch (error) {
    throw toClientError(error, { what });
  }
}

/** The high-level client has no place for a reason; the service has. It shows in the history. */
async function cancelWithReason(client: Client, { workflowId }: WorkflowHandle, reason = ''): Promise<void> {
  await client.workflowService.requestCancelWorkflowExecution({
    namespace: client.options.namespace,
    identity: client.options.identity ?? '',
    requestId: crypto.randomUUID(),
    workflowExecution: { workflowId },
    reason,
  });
}
