import { isGrpcServiceError, type Client } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { readClaimHashes } from '../codec/inline-claims.ts';
import { toMilliseconds } from '../engine/duration.ts';
import { openPayloadSweep, type PayloadSweep } from '../providers/postgres/payload-sweep.ts';
import type { Duration } from '../schemas/duration.ts';
import { DurakitError } from '../schemas/durakit-error.ts';
import { STATUS_CODES } from '../schemas/status.ts';
import { toClientError } from './to-client-error.ts';

/** What is swept, and when. */
export interface SweepOptions {
  /** The database that holds the payloads of this client's namespace. */
  readonly databaseUrl: string;
  /** How long a payload has not been used at least. Default 7 days, at least 1 day. Longer than the namespace keeps closed runs is quickest. */
  readonly grace?: Duration;
  /** Ends the sweep; what it has deleted was needed by no run. */
  readonly signal?: AbortSignal;
  /** Told of every run whose history has been read. */
  readonly onProgress?: (runs: number) => void;
}

/** What a sweep has done. */
export interface SweepResult {
  /** Runs whose histories were read. */
  readonly runs: number;
  readonly deleted: number;
  /** Of the payloads that were deleted. */
  readonly bytes: number;
}

const DEFAULT_GRACE = '7d';
/** Writers and readers note a use once an hour. */
const SHORTEST_GRACE_MILLISECONDS = 24 * 60 * 60 * 1_000;
/** Between a use that is noted and a claim in a history: the hour in which uses are noted once, and the quarter in which a process remembers. Twice that. */
const SLACK_MILLISECONDS = 150 * 60 * 1_000;
const CONCURRENCY = 5;

/**
 * Deletes payloads that nobody has used for the grace period and that no run of the namespace refers to. It reads the histories of all
 * running runs and of those that began before the period did, and the namespace's schedules; where nothing is old it reads none.
 * Throws INVALID_ARGUMENT for a shorter grace period than a day; where a history cannot be read it throws, and deletes nothing.
 */
export async function sweepPayloads(client: Client, options: SweepOptions): Promise<SweepResult> {
  const grace = toMilliseconds(options.grace ?? DEFAULT_GRACE);
  if (grace < SHORTEST_GRACE_MILLISECONDS) throw tooShort();
  const sweep = await openPayloadSweep(options.databaseUrl, client.options.namespace, grace);
  try {
    if ((await sweep.countOld()) === 0) return { runs: 0, deleted: 0, bytes: 0 };
    const runs = await keepReferred(client, sweep, options);
    return { runs, ...(await deleteOld(sweep, options.signal)) };
  } catch (error) {
    options.signal?.throwIfAborted();
    throw toClientError(error, { what: 'sweeping payloads' });
  } finally {
    await sweep.close();
  }
}

async function deleteOld(sweep: PayloadSweep, signal: AbortSignal | undefined): Promise<Omit<SweepResult, 'runs'>> {
  let [deleted, bytes] = [0, 0];
  for (;;) {
    signal?.throwIfAborted();
    const some = await sweep.deleteSome();
    if (some.payloads === 0) return { deleted, bytes };
    deleted += some.payloads;
    bytes += some.bytes;
  }
}

/** Every claim enters a history together with a note of its use, so a run that began later than what is old cannot refer to it, or it is running. */
async function keepReferred(client: Client, sweep: PayloadSweep, { signal, onProgress }: SweepOptions): Promise<number> {
  const began = new Date(sweep.before.getTime() + SLACK_MILLISECONDS).toISOString();
  const runs = client.workflow.list({ query: `ExecutionStatus = "Running" or StartTime < "${began}"` })[Symbol.asyncIterator]();
  let count = 0;
  const work = async (): Promise<void> => {
    for (let next = await runs.next(); next.done !== true; next = await runs.next()) {
      signal?.throwIfAborted();
      await keepReferredByRun(client, sweep, next.value);
      count++;
      onProgress?.(count);
    }
  };
  await Promise.all([...Array.from({ length: CONCURRENCY }, work), openSchedules(client)]);
  return count;
}

async function keepReferredByRun(client: Client, sweep: PayloadSweep, run: { workflowId: string; runId: string }): Promise<void> {
  let nextPageToken: Uint8Array | undefined;
  do {
    const page = await client.workflowService
      .getWorkflowExecutionHistory({ namespace: client.options.namespace, execution: run, ...(nextPageToken && { nextPageToken }) })
      .catch(ignoreNotFound);
    const hashes = readClaimHashes(JSON.parse(historyToJSON(page?.history ?? {})));
    if (hashes.length > 0) await sweep.keep(hashes);
    nextPageToken = page?.nextPageToken;
  } while (nextPageToken !== undefined && nextPageToken !== null && nextPageToken.length > 0);
}

/** A schedule holds the input of runs to come. To read it is to use it. */
async function openSchedules(client: Client): Promise<void> {
  for await (const { scheduleId } of client.schedule.list()) await client.schedule.getHandle(scheduleId).describe();
}

/** Its time was over since it was listed. */
function ignoreNotFound(error: unknown): undefined {
  if (isGrpcServiceError(error) && Number(error.code) === STATUS_CODES.NOT_FOUND.grpc) return undefined;
  throw error;
}

function tooShort(): DurakitError {
  return new DurakitError({
    status: 'INVALID_ARGUMENT',
    message: 'The grace period of a sweep is at least 1 day: a payload is written before the history that refers to it.',
  });
}
