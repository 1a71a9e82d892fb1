import type { ActionCall, ActionCaller } from '../../engine/action-caller.ts';
import { checkPayloadSize } from '../../engine/check-payload-size.ts';
import type { Engine } from '../../engine/engine.ts';
import { fromFailure, toFailureData } from '../../engine/failure.ts';
import { journaledWritesOf } from '../../engine/journaled-step.ts';
import { createInProcessCaller, type InProcessSurroundings } from '../../engine/in-process-caller.ts';
import type { ModelOperation } from '../../engine/operations/background-model.ts';
import type { JournalEntry, JournalRun, JournalStore } from '../../engine/journal-store.ts';
import type { ToolRunner } from '../../engine/tools/tool-runner.ts';
import { toActionKey, type ActionKey } from '../../schemas/action-key.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import type { JournalWait } from '../../schemas/journal.ts';
import { restoreState } from './captured-state.ts';
import { toHash } from '../effects/to-call-id.ts';
import type { JournalReplay } from './journal-replay.ts';
import type { JournalWaits } from './journal-waits.ts';
import { runWithRetries } from './run-with-retries.ts';
import type { BeginCapture } from './step-captures.ts';

/** What surrounds a journaled flow while its body runs in this process. */
export interface JournalSurroundings {
  readonly engine: Engine;
  readonly run: JournalRun;
  readonly store: JournalStore;
  readonly replay: JournalReplay;
  readonly waits: JournalWaits;
  /** Numbers that nothing recorded has. */
  readonly nextPosition: () => number;
  readonly nextCompletion: () => number;
  readonly beginCapture: BeginCapture;
  readonly surroundings: InProcessSurroundings;
  readonly countCall: (kind: string) => number;
  /** For one try of a step. */
  readonly createToolRunner: (place: string, lastTry: boolean) => ToolRunner;
  /** Told the name of each step that ran, not of those that were replayed. */
  readonly onStep: (name: string) => void;
  /** Told what a step changes around it that cannot be recorded. */
  readonly onLost: (step: string, variable: string, reason: string) => void;
}

/** The third implementation of the port: everything runs in process, and what it gave is written down before the flow sees it. */
export function createJournalCaller(journal: JournalSurroundings): ActionCaller {
  const inProcess = createInProcessCaller(journal.engine, journal.surroundings);
  return {
    ...inProcess,
    liveChunks: false,
    callAction: (call) => callRecorded(journal, call),
    callFlow: ({ name, input, context, options, tool }) =>
      waitRecorded(journal, { key: toActionKey('flow', name), name, input }, (position) => ({
        kind: 'flow',
        position,
        name,
        input,
        context,
        options,
        ...(tool !== undefined && { tool }),
      })),
    callOperation: async ({ model, request, mode, context }) => {
      const key = toActionKey('background-model', model);
      // the workflow has it run: a body that runs again must not pay again
      const operation = await waitRecorded(journal, { key, name: model, input: { request, mode } }, (position) => ({
        kind: 'operation',
        position,
        name: model,
        request,
        mode,
        context,
      }));
      return operation as ModelOperation;
    },
    sleep: async (milliseconds, summary) => {
      await waitRecorded(journal, { key: '/util/sleep', name: summary, input: milliseconds }, (position) => ({
        kind: 'sleep',
        position,
        milliseconds,
        summary,
      }));
    },
    waitForEvent: ({ name, deadline, interrupt }) =>
      waitRecorded(journal, { key: '/util/waitFor', name, input: undefined }, (position) => ({
        kind: 'event',
        position,
        name,
        deadline,
        interrupt,
      })),
    nonCancellable: (body) => {
      const surroundings = { ...journal.surroundings, abortSignal: new AbortController().signal };
      const current = journal.engine.scopes.getStore();
      if (current === undefined) return body();
      const caller = createJournalCaller({ ...journal, surroundings });
      return journal.engine.scopes.run({ ...current, caller, abortSignal: surroundings.abortSignal }, body);
    },
  };
}

async function callRecorded(journal: JournalSurroundings, call: ActionCall): Promise<unknown> {
  const { replay, surroundings, waits } = journal;
  const identity = identify(call);
  const place = toPlace(journal, identity);
  const done = waits.busy();
  try {
    const recorded = await replay.claim(identity);
    if (recorded !== undefined) {
      restoreChanges(journal, call, recorded);
      return fromEntry(recorded, call.name);
    }
    surroundings.abortSignal.throwIfAborted();
    return await runAndRecord(journal, call, { identity, place });
  } finally {
    done();
  }
}

interface NewStep {
  readonly identity: Identity;
  readonly place: string;
}

async function runAndRecord(journal: JournalSurroundings, call: ActionCall, { identity, place }: NewStep): Promise<unknown> {
  const { engine, store, run, surroundings, beginCapture } = journal;
  const position = journal.nextPosition();
  const { local, recorded } = await beginCapture(call.local, (variable, reason) => journal.onLost(call.name, variable, reason));
  const attempt = (abortSignal: AbortSignal, lastTry: boolean): Promise<unknown> => {
    const toolRunner = journal.createToolRunner(place, lastTry);
    return createInProcessCaller(engine, { ...surroundings, abortSignal, toolRunner }).callAction({ ...call, local });
  };
  const record = (end: Pick<JournalEntry, 'state' | 'value' | 'attempts'>): Promise<void> =>
    store.append(run, { ...identity, position, completion: journal.nextCompletion(), captured: recorded(), ...end });
  try {
    const { output, attempts } = await runWithRetries(attempt, { ...call, signal: surroundings.abortSignal });
    checkPayloadSize(`The result of step '${call.name}'`, output);
    const value = toJson(call.name, output);
    await record({ state: 'returned', value, attempts });
    journal.onStep(call.name);
    return value;
  } catch (error) {
    // A step that was stopped may run again: its end is not recorded.
    if (surroundings.abortSignal.aborted) throw error;
    await record({ state: 'threw', value: toFailureData(error), attempts: 1 });
    throw error;
  }
}

/** What the step changed around it when it ran. */
function restoreChanges(journal: JournalSurroundings, call: ActionCall, { captured }: JournalEntry): void {
  const writes = journaledWritesOf(call.local);
  if (captured === undefined || writes === undefined) return;
  restoreState(writes, captured, (variable, reason) => journal.onLost(call.name, variable, reason));
}

/** Something that the workflow waits for: the row is written first, so that it keeps its position when the flow runs again. */
async function waitRecorded(
  { replay, store, run, waits, nextPosition, surroundings }: JournalSurroundings,
  call: Pick<ActionCall, 'key' | 'name' | 'input'>,
  toWait: (position: number) => JournalWait,
): Promise<unknown> {
  const done = waits.busy();
  const identity = identify(call);
  let ended: Promise<JournalEntry>;
  try {
    let entry = await replay.claim(identity);
    if (entry === undefined) {
      entry = { ...identity, position: nextPosition(), state: 'pending', attempts: 1 };
      await store.append(run, entry);
    }
    if (entry.state !== 'pending') return fromEntry(entry, undefined);
    ended = waits.add(toWait(entry.position));
  } finally {
    done();
  }
  // The activity ends while this hangs. It goes on here when the wait is over, or hangs for ever where the flow runs again elsewhere.
  return fromEntry(await Promise.race([ended, rejectOn(surroundings.abortSignal)]), undefined);
}

function rejectOn(abortSignal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const stop = (): void => reject(new DurakitError({ status: 'CANCELLED', message: 'the run was cancelled', cause: abortSignal.reason }));
    if (abortSignal.aborted) stop();
    abortSignal.addEventListener('abort', stop, { once: true });
  });
}

interface Identity {
  readonly key: ActionKey;
  readonly name: string;
  readonly inputHash: string;
}

function identify({ key, name, input }: Pick<ActionCall, 'key' | 'name' | 'input'>): Identity {
  return { key, name, inputHash: toHash(input) };
}

/** Where a step is in its flow. Counted over all calls, the recorded ones as well: a flow that runs again gives each the same place. */
function toPlace({ countCall }: JournalSurroundings, { key, name, inputHash }: Identity): string {
  const kind = `${key} '${name}' ${inputHash}`;
  return `${kind} ${countCall(kind)}`;
}

function fromEntry({ state, value }: JournalEntry, step: string | undefined): unknown {
  if (state === 'returned') return value;
  throw fromFailure({ name: 'ApplicationFailure', ...(value as object) }, step);
}

/** The flow must see the first time what it will see when it is replayed. */
function toJson(name: string, output: unknown): unknown {
  try {
    return output === undefined ? undefined : (JSON.parse(JSON.stringify(output)) as unknown);
  } catch (error) {
    throw new DurakitError({
      status: 'INVALID_ARGUMENT',
      message: `The result of step '${name}' cannot be written as JSON (${String(error)}). Return plain data.`,
      cause: error,
    });
  }
}
