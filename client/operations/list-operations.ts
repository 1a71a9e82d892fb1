import type { Client } from '@temporalio/client';
import type { RunStatus } from '../../engine/flow-handle.ts';
import { fromOperationWorkflowType, JOB_MEMO } from '../../schemas/operation-run.ts';
import { SEARCH_ATTRIBUTES } from '../../schemas/search-attributes.ts';
import { toRunStatus } from '../describe-run.ts';
import { OPERATION_KIND, STATUS_KEY } from '../search-attribute-keys.ts';

/** Which operations to list. */
export interface ListOperationsOptions {
  readonly model?: string;
  readonly status?: Exclude<RunStatus, 'unknown'> | 'in_doubt';
  /** Default 50. */
  readonly limit?: number;
}

/** One line of a list. */
export interface OperationSummary {
  readonly id: string;
  readonly model: string;
  readonly status: RunStatus | 'in_doubt';
  /** The vendor's name of the job, once it is known. */
  readonly job?: string | undefined;
  readonly startedAt: string;
  readonly closedAt?: string | undefined;
}

const DEFAULT_LIMIT = 50;

/** Operations by Temporal's visibility, newest first. */
export async function* listOperations(
  client: Client,
  { model, status, limit = DEFAULT_LIMIT }: ListOperationsOptions = {},
): AsyncIterable<OperationSummary> {
  const conditions = [
    `${SEARCH_ATTRIBUTES.kind} = '${OPERATION_KIND}'`,
    ...(model === undefined ? [] : [`${SEARCH_ATTRIBUTES.model} = ${quote(model)}`]),
    ...(status === undefined ? [] : [toCondition(status)]),
  ];
  let listed = 0;
  for await (const info of client.workflow.list({ query: conditions.join(' AND '), pageSize: Math.min(limit, 100) })) {
    if (listed++ >= limit) return;
    const isWaiting = info.status.name === 'RUNNING' && info.typedSearchAttributes.get(STATUS_KEY) === 'waiting';
    yield {
      id: info.workflowId,
      model: fromOperationWorkflowType(info.type) ?? info.type,
      status: isWaiting ? 'in_doubt' : toRunStatus(info.status.name),
      job: info.memo?.[JOB_MEMO] as string | undefined,
      startedAt: info.startTime.toISOString(),
      closedAt: info.closeTime?.toISOString(),
    };
  }
}

function toCondition(status: NonNullable<ListOperationsOptions['status']>): string {
  if (status === 'in_doubt') return `ExecutionStatus = 'Running' AND ${SEARCH_ATTRIBUTES.status} = 'waiting'`;
  const name = status.replaceAll(/(?:^|_)([a-z])/g, (_match, letter: string) => letter.toUpperCase()).replace('Cancelled', 'Canceled');
  return `ExecutionStatus = ${quote(name)}`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
