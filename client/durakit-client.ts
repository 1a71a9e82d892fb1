import type { Client } from '@temporalio/client';
import type { FlowStartOptions } from '../engine/flow.ts';
import type { FlowHandle } from '../engine/flow-handle.ts';
import { createFlowHandle } from './create-flow-handle.ts';
import { listRuns, type ListRunsOptions, type RunSummary } from './list-runs.ts';
import { createOperationsClient, type OperationsClient } from './operations/create-operations-client.ts';
import { createSessionsClient, type SessionsClient } from './sessions/create-sessions-client.ts';
import { openSessionRecords } from './sessions/open-session-records.ts';
import { startFlow } from './start-flow.ts';
import { toFlowWorkflowId } from '../schemas/flow-envelope.ts';

/** A flow by its name, for programs that do not hold its code: inputs are not checked here, but where the flow runs. */
export interface RemoteFlow {
  start(input?: unknown, options?: FlowStartOptions): Promise<FlowHandle>;
  run(input?: unknown, options?: FlowStartOptions): Promise<unknown>;
  /** The handle of a run that somebody started; no request is made. */
  handle(id: string): FlowHandle;
}

/** What `connect()` gives. */
export interface DurakitClient {
  flow(name: string): RemoteFlow;
  /** The handle of a run by its whole workflow id, as the Temporal UI shows it. */
  handle(workflowId: string): FlowHandle;
  /** Newest first. */
  list(options?: ListRunsOptions): AsyncIterable<RunSummary>;
  readonly sessions: SessionsClient;
  /** Jobs of background models. */
  readonly operations: OperationsClient;
  /** Temporal's own client, for what this one does not cover. */
  readonly temporal: Client;
  readonly taskQueue: string;
  close(): Promise<void>;
  /** The same: `await using client = await connect()`. */
  [Symbol.asyncDispose](): Promise<void>;
}

/** What a client is made of. */
export interface DurakitClientParts {
  readonly temporal: Client;
  readonly taskQueue: string;
  /** Undefined: sessions can be talked to, and not read. */
  readonly databaseUrl?: string | undefined;
  /** What else ends with the client. */
  readonly onClose?: (() => Promise<void>) | undefined;
}

/** A client over a connection that is there already. */
export function createDurakitClient({ temporal, taskQueue, databaseUrl, onClose }: DurakitClientParts): DurakitClient {
  const rows = openSessionRecords(databaseUrl);
  const close = async (): Promise<void> => {
    await temporal.connection.close();
    await rows.close();
    await onClose?.();
  };
  const flow = (name: string): RemoteFlow => ({
    start: (input, options = {}) => startFlow(temporal, { flow: name, input, options, taskQueue }),
    run: async (input, options = {}) => (await startFlow(temporal, { flow: name, input, options, taskQueue })).result(),
    handle: (id) => createFlowHandle(temporal, { flow: name, id, workflowId: toFlowWorkflowId(name, id) }),
  });
  return {
    flow,
    handle: (workflowId) => createFlowHandle(temporal, toRunNames(workflowId)),
    list: (options) => listRuns(temporal, options),
    operations: createOperationsClient({ temporal, taskQueue }),
    sessions: createSessionsClient({ temporal, taskQueue, records: rows.records }),
    temporal,
    taskQueue,
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** Runs that Temporal's UI or CLI started have ids of their own form: then the whole is the id. */
function toRunNames(workflowId: string): { flow: string; id: string; workflowId: string } {
  const [, flow = '', id = workflowId] = /^flow\/([^/]+)\/(.+)$/.exec(workflowId) ?? [];
  return { flow: decodeURIComponent(flow), id, workflowId };
}
