import { CancellationScope, condition, scheduleActivity, sleep } from '@temporalio/workflow';
import type { EventQueue } from '../engine/event-queue.ts';
import type { PendingInterrupts } from '../engine/tools/pending-interrupts.ts';
import { fromFailure, toFailureData } from '../engine/failure.ts';
import type { FlowDefinition } from '../engine/flow.ts';
import type { ActionContext } from '../schemas/action-context.ts';
import { DurakitError } from '../schemas/durakit-error.ts';
import type { JournalEnvelope, JournalOutcome, JournalResolution, JournalResult, JournalWait } from '../schemas/journal.ts';
import type { StepOptions } from '../schemas/step-options.ts';
import { toActionKey } from '../schemas/action-key.ts';
import { toReplyEvent } from '../schemas/pending-interrupt.ts';
import { executeChildFlow } from './execute-child-flow.ts';
import { engineOfModel } from './loaded-engines.ts';
import { executeOperation } from './operations/execute-operation.ts';
import { setStatus } from './run-attributes.ts';
import type { RunDetails } from './run-details.ts';
import { toActivityOptions } from './to-activity-options.ts';

/** What a journaled run needs of its workflow. */
export interface JournaledRunState {
  readonly context: ActionContext;
  readonly events: EventQueue;
  readonly interrupts: PendingInterrupts;
  readonly details: RunDetails;
  readonly stepDefaults: StepOptions;
}

/** The body may compute for long between its waits; each of its steps has a limit of its own. */
const BODY_TIMEOUT = '30d';
/** Its failures are final; only deaths of workers count here. */
const MOST_DEATHS = 100;

/** The workflow of a journaled flow: the body is one activity; what it waits for, the workflow waits for, and runs it again. */
export async function runJournaledFlow(
  flow: FlowDefinition,
  input: unknown,
  { context, events, interrupts, details, stepDefaults }: JournaledRunState,
): Promise<unknown> {
  const pending = new Map<number, PendingWait>();
  let resolutions: readonly JournalResolution[] = [];
  for (;;) {
    const outcome = await runBody(flow, { input, context, resolutions, details, stepDefaults });
    for (const step of outcome.steps) details.note(step);
    if (outcome.state === 'returned') return outcome.output;
    if (outcome.state === 'threw') throw fromFailure({ name: 'ApplicationFailure', ...outcome.failure });
    const wanted = new Set(outcome.waits.map(({ position }) => position));
    for (const [position, wait] of pending) if (!wanted.has(position)) wait.stop();
    for (const wait of outcome.waits) if (!pending.has(wait.position)) pending.set(wait.position, startWait(wait, { events, interrupts }));
    resolutions = await firstEnded(outcome.waits, pending, details);
    for (const { position } of resolutions) pending.delete(position);
  }
}

interface BodyRun {
  readonly input: unknown;
  readonly context: ActionContext;
  readonly resolutions: readonly JournalResolution[];
  readonly details: RunDetails;
  readonly stepDefaults: StepOptions;
}

async function runBody(flow: FlowDefinition, { input, context, resolutions, details, stepDefaults }: BodyRun): Promise<JournalOutcome> {
  const envelope: JournalEnvelope = { ...(Object.keys(context).length > 0 && { context }), ...(resolutions.length > 0 && { resolutions }) };
  const stop = details.start(`${flow.name} (journaled)`);
  const { heartbeat } = stepDefaults;
  const limits: StepOptions = { timeout: BODY_TIMEOUT, ...(heartbeat !== undefined && { heartbeat }) };
  const options = toActivityOptions({ key: flow.key, name: `${flow.name} (journaled)`, input, options: limits });
  try {
    const result = await scheduleActivity<JournalOutcome>(flow.key, [input, envelope], {
      ...options,
      retry: { maximumAttempts: MOST_DEATHS, initialInterval: '1s', maximumInterval: '30s' },
    });
    return result;
  } catch (error) {
    throw fromFailure(error);
  } finally {
    stop();
  }
}

interface PendingWait {
  ended: JournalResult | undefined;
  stop(): void;
}

type WaitSources = Pick<JournaledRunState, 'events' | 'interrupts'>;

function startWait(wait: JournalWait, sources: WaitSources): PendingWait {
  const scope = new CancellationScope();
  const pending: PendingWait = { ended: undefined, stop: () => scope.cancel() };
  void scope
    .run(() => performWait(wait, sources))
    .then(
      (value) => (pending.ended = { state: 'returned', value }),
      (error: unknown) => (pending.ended = { state: 'threw', value: toFailureData(fromFailure(error)) }),
    );
  return pending;
}

async function performWait(wait: JournalWait, sources: WaitSources): Promise<unknown> {
  switch (wait.kind) {
    case 'sleep':
      await sleep(Math.max(1, wait.milliseconds), { summary: wait.summary });
      return undefined;
    case 'event':
      return await takeEvent(wait, sources);
    case 'flow':
      return await executeChildFlow(wait);
    case 'operation':
      return await runOperationOf(wait, sources);
  }
}

async function runOperationOf(
  { name: model, request, mode, context, position }: Extract<JournalWait, { kind: 'operation' }>,
  sources: WaitSources,
): Promise<unknown> {
  const engine = engineOfModel(toActionKey('background-model', model));
  return await executeOperation(
    { model, request, mode, context },
    { engine, ask: (interrupt) => takeEvent({ kind: 'event', position, name: toReplyEvent(interrupt), interrupt }, sources) },
  );
}

async function takeEvent(
  { name, deadline, interrupt }: Extract<JournalWait, { kind: 'event' }>,
  { events, interrupts }: WaitSources,
): Promise<unknown> {
  let taken = events.take(name);
  const isThere = (): boolean => taken !== undefined || (taken = events.take(name)) !== undefined;
  const answered = interrupt === undefined ? (): void => undefined : interrupts.add(interrupt);
  try {
    if (deadline === undefined) await condition(isThere);
    else await condition(isThere, Math.max(1, deadline - Date.now()), { summary: `waiting for ${name}` });
  } finally {
    answered();
  }
  if (taken !== undefined) return taken.payload;
  throw new DurakitError({ status: 'DEADLINE_EXCEEDED', message: `no event '${name}' arrived in time` });
}

async function firstEnded(
  waits: readonly JournalWait[],
  pending: ReadonlyMap<number, PendingWait>,
  details: RunDetails,
): Promise<readonly JournalResolution[]> {
  const ended = (): JournalResolution[] =>
    waits.flatMap(({ position }) => {
      const result = pending.get(position)?.ended;
      return result === undefined ? [] : [{ ...result, position }];
    });
  const stop = details.start(`waiting for ${waits.map(toText).join(', ')}`);
  const forEvent = waits.some(({ kind }) => kind === 'event') && ended().length === 0;
  if (forEvent) setStatus('waiting');
  try {
    await condition(() => ended().length > 0);
    return ended();
  } catch (error) {
    throw fromFailure(error);
  } finally {
    stop();
    if (forEvent) setStatus('running');
  }
}

function toText(wait: JournalWait): string {
  return wait.kind === 'sleep' ? wait.summary : wait.name;
}
