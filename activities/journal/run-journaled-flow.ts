import type { EffectStore } from '../../engine/effect-store.ts';
import type { Engine } from '../../engine/engine.ts';
import type { FlowDefinition } from '../../engine/flow.ts';
import type { InProcessSurroundings } from '../../engine/in-process-caller.ts';
import type { JournalEntry, JournalRun, JournalStore } from '../../engine/journal-store.ts';
import type { JournalOutcome, JournalResolution } from '../../schemas/journal.ts';
import { createJournaledBody, type BodyTurn } from './journaled-body.ts';
import type { SuspendedBodies } from './suspended-bodies.ts';

/** One activity of a journaled flow: its body from the start, or from its wait, to the end or to the point where it can only wait. */
export interface JournaledRun extends Pick<BodyTurn, 'onProgress' | 'warn'> {
  readonly engine: Engine;
  readonly flow: FlowDefinition;
  readonly input: unknown;
  readonly run: JournalRun;
  readonly store: JournalStore;
  /** For tools whose effects are `once`. */
  readonly effects?: EffectStore | undefined;
  readonly resolutions: readonly JournalResolution[];
  readonly surroundings: Pick<InProcessSurroundings, 'context' | 'abortSignal'>;
  readonly suspended: SuspendedBodies;
}

/**
 * Runs a flow's body on the worker's Node side, over the journal. A body that hangs in this process at the wait that has ended goes on
 * from there, so what it did to the state of its module stays done once; on another worker, or after a crash, it runs again from its
 * start.
 */
export async function runJournaledFlow(journaled: JournaledRun): Promise<JournalOutcome> {
  const { run, store, resolutions, surroundings, suspended, onProgress, warn } = journaled;
  const hanging = suspended.take(run);
  const recorded = await recordResolutions(store, run, resolutions);
  const { context, abortSignal } = surroundings;
  const body = hanging?.isAt(recorded) === true ? hanging : createJournaledBody({ ...journaled, context, recorded });
  const outcome = await body.run({ recorded, abortSignal, onProgress, warn });
  if (outcome.state === 'waiting') suspended.keep(run, body);
  return outcome;
}

/** Writes down how waits ended, then reads the whole journal. A repeated attempt writes the same again, harmlessly. */
async function recordResolutions(
  store: JournalStore,
  run: JournalRun,
  resolutions: readonly JournalResolution[],
): Promise<readonly JournalEntry[]> {
  const before = await store.load(run);
  if (resolutions.length === 0) return before;
  let completion = before.reduce((highest, entry) => Math.max(highest, entry.completion ?? 0), 0);
  for (const { position, state, value } of resolutions) await store.resolve(run, { position, state, value, completion: ++completion });
  return await store.load(run);
}
