import {
  CancellationScope,
  CancelledFailure,
  condition,
  isCancellation,
  setCurrentDetails,
  setDefaultSignalHandler,
  upsertMemo,
  workflowInfo,
} from '@temporalio/workflow';
import { checkContext } from '../../engine/check-context.ts';
import { createEventQueue, type EventQueue } from '../../engine/event-queue.ts';
import { copyError, fromFailure } from '../../engine/failure.ts';
import { operationSettingsOf } from '../../engine/operations/operation-settings-of.ts';
import { toOperationError } from '../../engine/operations/to-operation-error.ts';
import { createPendingInterrupts, type PendingInterrupts } from '../../engine/tools/pending-interrupts.ts';
import { toActionKey } from '../../schemas/action-key.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import type { Operation } from '../../schemas/operation.ts';
import { JOB_MEMO, type OperationEnvelope } from '../../schemas/operation-run.ts';
import type { OperationSettings } from '../../schemas/operation-settings.ts';
import { toReplyEvent, type PendingInterrupt } from '../../schemas/pending-interrupt.ts';
import { answerInterrupts } from '../answer-interrupts.ts';
import { engineOfModel } from '../loaded-engines.ts';
import { ensureOperationAttributes, setStatus } from '../run-attributes.ts';
import { followOperation } from './follow-operation.ts';
import { cancelJob, copyArtefacts, type OperationRun } from './operation-activities.ts';
import { startOperation } from './start-operation.ts';

/** The workflow of one job of a background model: start, wait, copy what it made, give the result. */
export async function runOperation(model: string, request: unknown, envelope: OperationEnvelope = {}): Promise<Operation> {
  const events = createEventQueue();
  const interrupts = createPendingInterrupts();
  setDefaultSignalHandler((name, ...payload) => events.push(name, payload[0]));
  const engine = engineOfModel(toActionKey('background-model', model));
  answerInterrupts(engine, interrupts, events);
  ensureOperationAttributes(model);
  const context = { ...engine.context, ...envelope.context };
  checkContext(context);
  const run: OperationRun = { engine, model, context };
  const { operation, settings } = await begin(run, request, { envelope, events, interrupts });
  upsertMemo({ [JOB_MEMO]: operation.id });
  const ended = await follow(run, { operation, settings, events });
  if (ended.error !== undefined) {
    show(model, `failed: ${ended.error.message}`, ended);
    throw toOperationError(ended);
  }
  const result = await store(run, ended, settings);
  show(model, 'done', result);
  return result;
}

interface Beginning {
  readonly envelope: OperationEnvelope;
  readonly events: EventQueue;
  readonly interrupts: PendingInterrupts;
}

interface Begun {
  readonly operation: Operation;
  readonly settings: OperationSettings;
}

async function begin(run: OperationRun, request: unknown, { envelope, events, interrupts }: Beginning): Promise<Begun> {
  const { engine, model } = run;
  const { operation, settings = operationSettingsOf(engine.describe(toActionKey('background-model', model))) } = envelope;
  if (operation !== undefined) return { operation: { action: toActionKey('background-model', model), ...operation }, settings };
  show(model, 'being started');
  const { workflowId } = workflowInfo();
  return await startOperation(run, { id: workflowId, request, ask: (interrupt) => ask(model, interrupt, { events, interrupts }) });
}

async function ask(model: string, interrupt: PendingInterrupt, { events, interrupts }: Omit<Beginning, 'envelope'>): Promise<unknown> {
  const answered = interrupts.add(interrupt);
  const event = toReplyEvent(interrupt);
  let taken: { readonly payload: unknown } | undefined;
  setStatus('waiting');
  show(model, 'in doubt: a person is asked whether the vendor has the job');
  try {
    await condition(() => (taken = events.take(event)) !== undefined);
  } finally {
    answered();
    setStatus('running');
  }
  return taken?.payload;
}

async function follow(run: OperationRun, { operation, settings, events }: Begun & { readonly events: EventQueue }): Promise<Operation> {
  const { model } = run;
  show(model, 'running', operation);
  try {
    // what was cancelled while it was started is not waited for
    if (CancellationScope.current().consideredCancelled) throw new CancelledFailure('the operation was cancelled');
    return await followOperation(run, { operation, settings, events, deadline: workflowInfo().startTime.getTime() + settings.deadline });
  } catch (error) {
    const isOverdue = error instanceof DurakitError && error.status === 'DEADLINE_EXCEEDED';
    if (settings.cancels && (isCancellation(error) || isOverdue)) await stopAtVendor(run, operation);
    show(model, isCancellation(error) ? 'cancelled' : `failed: ${error instanceof Error ? error.message : String(error)}`, operation);
    throw error;
  }
}

/** Whoever gave the job up has no use for its end: a vendor that does not answer changes nothing. */
async function stopAtVendor(run: OperationRun, operation: Operation): Promise<void> {
  await CancellationScope.nonCancellable(() => cancelJob(run, operation)).catch((error: unknown) => {
    show(run.model, `the vendor could not be asked to stop: ${String(error)}`, operation);
  });
}

/** Without a medium there is nothing to copy. */
async function store(run: OperationRun, operation: Operation, { artefacts }: OperationSettings): Promise<Operation> {
  if (artefacts === 'none' || !hasMedia(operation)) return operation;
  show(run.model, 'done; what it made is copied', operation);
  try {
    return await copyArtefacts(run, operation, { kind: 'artefacts', mode: artefacts });
  } catch (error) {
    if (isCancellation(error)) throw error;
    show(run.model, 'done, but what it made could not be copied', operation);
    // what was paid for is in the details: its URLs are there
    const failure = fromFailure(error, run.model);
    throw copyError(failure, { details: { ...(failure.details as object | undefined), operation } });
  }
}

function hasMedia({ output }: Operation): boolean {
  return JSON.stringify(output ?? null).includes('"media"');
}

function show(model: string, state: string, operation?: Operation): void {
  const job = operation === undefined ? '' : `\n\nJob: \`${operation.id}\``;
  setCurrentDetails(`**${model}:** ${state}${job}`);
}
