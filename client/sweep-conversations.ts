import { isGrpcServiceError, WorkflowNotFoundError, type Client } from '@temporalio/client';
import { toMilliseconds } from '../engine/duration.ts';
import { openConversationSweep, type ConversationSweep } from '../providers/postgres/conversation-sweep.ts';
import { DurakitError } from '../schemas/durakit-error.ts';
import { fromRunOwner, toRunOwnerPrefix } from '../schemas/run-owner.ts';
import { STATUS_CODES } from '../schemas/status.ts';
import type { SweepOptions } from './sweep-payloads.ts';
import { toClientError } from './to-client-error.ts';

/** What a sweep of conversations has done. */
export interface ConversationSweepResult {
  /** Runs that are over, whose conversations nobody keeps for them any more. */
  readonly released: number;
  /** Messages that were deleted. */
  readonly deleted: number;
}

const DEFAULT_GRACE = '7d';
/** A conversation may be handed from one run to the next: whoever takes it has so long to keep it. */
const SHORTEST_GRACE_MILLISECONDS = 24 * 60 * 60 * 1_000;
const CONCURRENCY = 5;

/**
 * Deletes messages of conversations that no run and no session needs and that nobody has gone on with for the grace period. First it gives up
 * what was kept for runs of the namespace that are over, or that Temporal does not know any more; their messages are deleted when another
 * grace period has passed. A run whose conversation is gone nevertheless, one that was reset for instance, sends it once more.
 * Throws INVALID_ARGUMENT for a shorter grace period than a day.
 */
export async function sweepConversations(client: Client, options: SweepOptions): Promise<ConversationSweepResult> {
  const { databaseUrl, grace = DEFAULT_GRACE, signal } = options;
  if (toMilliseconds(grace) < SHORTEST_GRACE_MILLISECONDS) throw tooShort();
  const sweep = openConversationSweep(databaseUrl);
  try {
    const released = await releaseEndedRuns(client, sweep, options);
    let deleted = 0;
    for (;;) {
      signal?.throwIfAborted();
      const round = await sweep.sweep({ olderThan: grace });
      deleted += round.deleted;
      if (round.isComplete || round.deleted === 0) return { released, deleted };
    }
  } catch (error) {
    signal?.throwIfAborted();
    throw toClientError(error, { what: 'sweeping conversations' });
  } finally {
    await sweep.close();
  }
}

async function releaseEndedRuns(client: Client, sweep: ConversationSweep, { signal, onProgress }: SweepOptions): Promise<number> {
  const owners = sweep.owners(toRunOwnerPrefix(client.options.namespace))[Symbol.asyncIterator]();
  let [read, released] = [0, 0];
  const work = async (): Promise<void> => {
    for (let next = await owners.next(); next.done !== true; next = await owners.next()) {
      signal?.throwIfAborted();
      const workflowId = fromRunOwner(next.value)?.workflowId;
      if (workflowId !== undefined && !(await isRunning(client, workflowId))) {
        await sweep.release(next.value);
        released++;
      }
      onProgress?.(++read);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  return released;
}

/** Of all runs of a workflow the last one: a run that goes on as another one may hand its conversations over. */
async function isRunning(client: Client, workflowId: string): Promise<boolean> {
  try {
    return (await client.workflow.getHandle(workflowId).describe()).status.name === 'RUNNING';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    if (isGrpcServiceError(error) && Number(error.code) === STATUS_CODES.NOT_FOUND.grpc) return false;
    throw error;
  }
}

function tooShort(): DurakitError {
  return new DurakitError({
    status: 'INVALID_ARGUMENT',
    message: 'The grace period of a sweep is at least 1 day: one run may hand a conversation over to another.',
  });
}
