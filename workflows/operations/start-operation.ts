import { ActivityFailure, CancellationScope, TimeoutFailure } from '@temporalio/workflow';
import { fromFailure } from '../../engine/failure.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import type { InterruptReply, PendingInterrupt } from '../../schemas/pending-interrupt.ts';
import type { Operation } from '../../schemas/operation.ts';
import { DOUBT_INTERRUPT, type OperationDoubt, type StartOutcome } from '../../schemas/operation-run.ts';
import { startJob, type OperationRun } from './operation-activities.ts';

/** A job to be started. */
export interface OperationStart {
  /** The operation's workflow id. */
  readonly id: string;
  readonly request: unknown;
  /** How an answer of a person is waited for. */
  readonly ask: (interrupt: PendingInterrupt) => Promise<unknown>;
}

/** The job that a start gave. */
export type StartedOperation = Pick<StartOutcome, 'settings'> & { readonly operation: Operation };

/**
 * Starts a job. One whose start is in doubt is the end (FAILED_PRECONDITION, with what is known) or a question to a person, as its model
 * says; it is never started a second time unless that person says so.
 */
export async function startOperation(run: OperationRun, { id, request, ask }: OperationStart): Promise<StartedOperation> {
  let again: string | undefined;
  for (;;) {
    const outcome = await start(run, request, { kind: 'start', id, ...(again !== undefined && { again }) });
    if (outcome.state === 'started') return outcome;
    const { settings, doubt } = outcome;
    if (settings.inDoubt === 'error') throw toDoubtError(run.model, id, doubt);
    const answer = readAnswer(await ask(toQuestion(run.model, id, doubt)));
    if (answer?.operation !== undefined) {
      return (await start(run, request, { kind: 'adopt', id, operation: answer.operation })) as StartedOperation;
    }
    // anything but a clear yes asks again
    again = answer?.retry === true ? doubt.holder : undefined;
  }
}

/** Whoever begins again after that finds out what became of the request: it is not sent a second time. */
const START_ROUNDS = 3;

async function start(run: OperationRun, request: unknown, task: Parameters<typeof startJob>[2]): Promise<StartOutcome> {
  for (let round = 1; ; round++) {
    try {
      return await startJob(run, request, task);
    } catch (error) {
      // a cancel that comes while the request is on its way waits for its answer: what was begun is then stopped by name
      if (CancellationScope.current().consideredCancelled) throw error;
      // the last worker that had it was lost: a job that nobody follows may be there
      if (round >= START_ROUNDS || !isTimeout(error)) throw fromFailure(error, run.model);
    }
  }
}

function isTimeout(error: unknown): boolean {
  return error instanceof ActivityFailure && error.cause instanceof TimeoutFailure;
}

function readAnswer(reply: unknown): { readonly operation?: Operation; readonly retry?: boolean } | undefined {
  const given = reply as Partial<InterruptReply> | undefined;
  const output = given?.kind === 'respond' && 'output' in given ? given.output : given;
  return typeof output === 'object' && output !== null ? output : undefined;
}

function toQuestion(model: string, id: string, doubt: OperationDoubt): PendingInterrupt {
  return {
    name: DOUBT_INTERRUPT,
    ref: id,
    input: { model, operationId: id },
    interrupt: {
      inDoubt: true,
      model,
      ...doubt,
      answers: 'respond with { operation } to adopt the job, or { retry: true } to pay for another',
    },
    restartable: false,
    tool: DOUBT_INTERRUPT,
  };
}

function toDoubtError(model: string, id: string, { reason, ...doubt }: OperationDoubt): DurakitError {
  return new DurakitError({
    status: 'FAILED_PRECONDITION',
    message:
      `Nobody knows whether '${model}' began the job of ${id}: the request was sent at ${doubt.since} and ${reason}. It was not sent again, ` +
      `because that could be paid twice. Look at the vendor's list of jobs for the idempotency key ${doubt.idempotencyKey}; follow a job that is there with ` +
      `client.operations.track(operation), or start anew. A model with 'adopt', 'idempotent: true' or inDoubt: 'interrupt' clears this up by itself.`,
    details: { inDoubt: true, model, operationId: id, ...doubt },
    nonRetryable: true,
  });
}
