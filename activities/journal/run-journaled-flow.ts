import { checkPayloadSize } from '../../engine/check-payload-size.ts';
import type { Engine } from '../../engine/engine.ts';
import type { FlowDefinition } from '../../engine/flow.ts';
import type { InProcessSurroundings } from '../../engine/in-process-caller.ts';
import type { JournalEntry, JournalRun, JournalStore } from '../../engine/journal-store.ts';
import { toFailureData } from '../../engine/failure.ts';
import { runFlowBody } from '../../engine/run-flow-body.ts';
import type { JournalOutcome, JournalResolution } from '../../schemas/journal.ts';
import { createGuardedStore } from './guarded-store.ts';
import { createJournalCaller } from './journal-caller.ts';
import { createJournalReplay } from './journal-replay.ts';
import { createJournalWaits } from './journal-waits.ts';
import { createStepCaptures } from './step-captures.ts';

/** One activity of a journaled flow: its body from the start to the end, or to the point where it can only wait. */
export interface JournaledRun {
  readonly engine: Engine;
  readonly flow: FlowDefinition;
  readonly input: unknown;
  readonly run: JournalRun;
  readonly store: JournalStore;
  readonly resolutions: readonly JournalResolution[];
  readonly surroundings: InProcessSurroundings;
  /** Told what has been done so far, for people who watch. */
  readonly onProgress: (steps: readonly string[]) => void;
  /** Told once of each change that a step makes and the journal cannot keep. */
  readonly warn: (message: string) => void;
}

/** Runs a flow's body on the worker's Node side, over the journal. */
export async function runJournaledFlow({
  engine,
  flow,
  input,
  run,
  store,
  resolutions,
  surroundings,
  onProgress,
  warn,
}: JournaledRun): Promise<JournalOutcome> {
  const recorded = await recordResolutions(store, run, resolutions);
  const guarded = createGuardedStore(store);
  const steps: string[] = [];
  const replay = createJournalReplay(recorded);
  const waits = createJournalWaits();
  const caller = createJournalCaller({
    engine,
    run,
    store: guarded.store,
    replay,
    waits,
    surroundings,
    nextPosition: counter(recorded.map(({ position }) => position)),
    nextCompletion: counter(recorded.map(({ completion }) => completion ?? 0)),
    beginCapture: createStepCaptures(),
    onStep: (name) => onProgress((steps.push(name), steps)),
    onLost: createLossReport(flow.name, warn),
  });
  const scope = {
    kind: 'flow' as const,
    name: flow.name,
    caller,
    context: surroundings.context,
    abortSignal: surroundings.abortSignal,
    streamingRequested: false,
    sendChunk: (): void => undefined,
  };
  const body = runFlowBody(engine, flow, { input, scope }).then((output): JournalOutcome => {
    replay.assertComplete();
    checkPayloadSize(`The result of flow '${flow.name}'`, output);
    return { state: 'returned', output, steps };
  });
  const ended = body.catch((error: unknown): JournalOutcome => {
    // A cancelled or interrupted body is no result; the flow's own error is one, and final.
    if (surroundings.abortSignal.aborted) throw error;
    return { state: 'threw', failure: toFailureData(error), steps };
  });
  // A body that hangs at a wait is left to itself when its activity ends; what it rejects with later concerns nobody.
  ended.catch(() => undefined);
  const suspended = waits.suspended.then((all): JournalOutcome => ({ state: 'waiting', waits: all, steps }));
  return await Promise.race([ended, suspended, guarded.failed]);
}

/** Writes down how waits ended, then reads the whole journal. A repeated attempt writes the same again, harmlessly. */
async function recordResolutions(
  store: JournalStore,
  run: JournalRun,
  resolutions: readonly JournalResolution[],
): Promise<readonly JournalEntry[]> {
  const before = await store.load(run);
  if (resolutions.length === 0) return before;
  const next = counter(before.map(({ completion }) => completion ?? 0));
  for (const { position, state, value } of resolutions) await store.resolve(run, { position, state, value, completion: next() });
  return await store.load(run);
}

function createLossReport(flow: string, warn: (message: string) => void): (step: string, variable: string, reason: string) => void {
  const reported = new Set<string>();
  return (step, variable, reason) => {
    const message =
      `Flow '${flow}': step '${step}' changes \`${variable}\`, which ${reason}. The journal cannot keep that: ` +
      'after a crash the flow would not see the change. Keep plain data in it, or return the change from the step.';
    if (!reported.has(message)) warn(message);
    reported.add(message);
  };
}

function counter(used: readonly number[]): () => number {
  let last = used.reduce((highest, number) => Math.max(highest, number), 0);
  return () => ++last;
}
