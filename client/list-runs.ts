import type { Client, WorkflowExecutionInfo } from '@temporalio/client';
import type { RunStatus } from '../engine/flow-handle.ts';
import { SEARCH_ATTRIBUTES } from '../schemas/search-attributes.ts';
import { toRunStatus } from './describe-run.ts';
import { STATUS_KEY } from './search-attribute-keys.ts';

/** Which runs to list. */
export interface ListRunsOptions {
  readonly flow?: string;
  readonly status?: Exclude<RunStatus, 'unknown'>;
  /** Default 50. */
  readonly limit?: number;
}

/** One line of a list. */
export interface RunSummary {
  readonly workflowId: string;
  readonly flow: string;
  /** `waiting`: running, until an event comes. */
  readonly status: RunStatus | 'waiting';
  readonly startedAt: string;
  readonly closedAt?: string | undefined;
  readonly historyEvents: number;
}

const DEFAULT_LIMIT = 50;

/** Runs of durakit, newest first, by Temporal's visibility (a run appears there up to a second after its start). */
export async function* listRuns(client: Client, { flow, status, limit = DEFAULT_LIMIT }: ListRunsOptions = {}): AsyncIterable<RunSummary> {
  const conditions = [
    `${SEARCH_ATTRIBUTES.kind} IS NOT NULL`,
    ...(flow === undefined ? [] : [`${SEARCH_ATTRIBUTES.name} = ${quote(flow)}`]),
    ...(status === undefined ? [] : [`ExecutionStatus = ${quote(toTemporalStatus(status))}`]),
  ];
  let listed = 0;
  for await (const info of client.workflow.list({ query: conditions.join(' AND '), pageSize: Math.min(limit, 100) })) {
    if (listed++ >= limit) return;
    yield toSummary(info);
  }
}

function toSummary(info: WorkflowExecutionInfo): RunSummary {
  const status = toRunStatus(info.status.name);
  const waiting = status === 'running' && info.typedSearchAttributes.get(STATUS_KEY) === 'waiting';
  return {
    workflowId: info.workflowId,
    flow: info.type,
    status: waiting ? 'waiting' : status,
    startedAt: info.startTime.toISOString(),
    closedAt: info.closeTime?.toISOString(),
    historyEvents: info.historyLength,
  };
}

/** `timed_out` is `TimedOut` in Temporal's query language. */
function toTemporalStatus(status: string): string {
  return status.replaceAll(/(?:^|_)([a-z])/g, (_match, letter: string) => letter.toUpperCase()).replace('Cancelled', 'Canceled');
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
