import type { NativeConnection } from '@temporalio/worker';
import { describeMismatch, readMismatch, type NamedEvent } from './describe-mismatch.ts';
import type { TaskFailure } from './install-runtime.ts';
import { placeOfStep } from './programs/place-of-step.ts';
import type { AppPrograms } from './programs/split-app.ts';

/** Where to ask about runs, and how to tell. */
export interface IncompatibleRunsOptions {
  readonly connection: Pick<NativeConnection, 'workflowService'>;
  readonly namespace: string;
  /** Undefined for a worker that was built beforehand: then places are unknown. */
  readonly programs: AppPrograms | undefined;
  readonly report: (text: string) => void;
}

/**
 * Tells people of runs that cannot go on with the code as it is now: which one, where they part, what to do. Each run once in
 * this process; a worker that is started with other code tells again.
 */
export function createIncompatibleRuns(options: IncompatibleRunsOptions): (failure: TaskFailure) => void {
  const told = new Set<string>();
  return (failure) => {
    if (told.has(failure.runId)) return;
    told.add(failure.runId);
    void describeFailure(options, failure).then(options.report);
  };
}

async function describeFailure(options: IncompatibleRunsOptions, { runId, failure }: TaskFailure): Promise<string> {
  const run = await findRun(options, runId).catch(() => undefined);
  const name = run?.workflowId ?? `with run id ${runId}`;
  const mismatch = readMismatch(failure);
  if (mismatch === undefined) {
    return `Run ${name} cannot go on; it is tried again until it can: ${/message: "(.*?)", source: /s.exec(failure)?.[1] ?? failure}`;
  }
  const event = run === undefined ? undefined : await findEvent(options, run, mismatch.eventId).catch(() => undefined);
  const { programs } = options;
  const difference = describeMismatch(mismatch, {
    event,
    placeOf: (key) => (programs === undefined || run === undefined ? undefined : placeOfStep(programs, key, run.flow)),
  });
  return (
    `Run ${name} does not fit the changed code: ${difference}. It waits for code that fits. Put the old code back to finish it, ` +
    `end it with \`durakit cancel ${run?.workflowId ?? '<workflow id>'} --force\`, or reset it in the Temporal UI.`
  );
}

interface Run {
  readonly workflowId: string;
  readonly runId: string;
  readonly flow: string;
}

async function findRun({ connection, namespace }: IncompatibleRunsOptions, runId: string): Promise<Run | undefined> {
  const { executions } = await connection.workflowService.listWorkflowExecutions({ namespace, query: `RunId = "${runId}"` });
  const [found] = executions;
  const workflowId = found?.execution?.workflowId;
  return workflowId == null ? undefined : { workflowId, runId, flow: found?.type?.name ?? '' };
}

async function findEvent(
  { connection, namespace }: IncompatibleRunsOptions,
  { workflowId, runId }: Run,
  eventId: number | undefined,
): Promise<NamedEvent | undefined> {
  if (eventId === undefined) return undefined;
  let nextPageToken: Uint8Array | undefined;
  do {
    const page = await connection.workflowService.getWorkflowExecutionHistory({
      namespace,
      execution: { workflowId, runId },
      ...(nextPageToken !== undefined && { nextPageToken }),
    });
    const found = page.history?.events?.find((event) => Number(event.eventId) === eventId);
    if (found !== undefined) return found;
    nextPageToken = page.nextPageToken;
  } while (nextPageToken !== undefined && nextPageToken.length > 0);
  return undefined;
}
