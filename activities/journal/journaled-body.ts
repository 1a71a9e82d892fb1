import { setImmediate as nextTurn } from 'node:timers/promises';
import { checkPayloadSize } from '../../engine/check-payload-size.ts';
import type { EffectStore } from '../../engine/effect-store.ts';
import type { Engine } from '../../engine/engine.ts';
import { toFailureData } from '../../engine/failure.ts';
import type { FlowDefinition } from '../../engine/flow.ts';
import type { InProcessSurroundings } from '../../engine/in-process-caller.ts';
import type { JournalEntry, JournalRun, JournalStore } from '../../engine/journal-store.ts';
import { runFlowBody } from '../../engine/run-flow-body.ts';
import type { FailureData } from '../../schemas/failure-data.ts';
import type { JournalOutcome } from '../../schemas/journal.ts';
import { createCallCounter } from '../effects/create-call-counter.ts';
import { createToolRunner } from '../effects/create-tool-runner.ts';
import { createGuardedStore } from './guarded-store.ts';
import { createJournalCaller, type JournalSurroundings } from './journal-caller.ts';
import { createJournalReplay } from './journal-replay.ts';
import { createJournalWaits, type JournalWaits } from './journal-waits.ts';
import { createLossReport } from './loss-report.ts';
import { createStepCaptures } from './step-captures.ts';

/** The running body of a journaled flow. Between its activities it hangs at its waits. */
export interface JournaledBody {
  /** True where the body has done all that the journal has, but for waits that have ended meanwhile. */
  isAt(recorded: readonly JournalEntry[]): boolean;
  /** One activity: ends the waits that have ended, and resolves at the body's end or where it can only wait. */
  run(turn: BodyTurn): Promise<JournalOutcome>;
}

/** What changes from one activity of a run to the next. */
export interface BodyTurn {
  /** The journal, as it is now. */
  readonly recorded: readonly JournalEntry[];
  readonly abortSignal: AbortSignal;
  /** Told what has been done in this turn so far, for people who watch. */
  readonly onProgress: (steps: readonly string[]) => void;
  /** Told once of each change that a step makes and the journal cannot keep. */
  readonly warn: (message: string) => void;
}

/** A flow, and the run that its body belongs to. */
export interface BodyOptions {
  readonly engine: Engine;
  readonly flow: FlowDefinition;
  readonly input: unknown;
  readonly run: JournalRun;
  readonly store: JournalStore;
  /** For tools whose effects are `once`. */
  readonly effects?: EffectStore | undefined;
  readonly context: InProcessSurroundings['context'];
  /** What was recorded before: given back to the body in the place of new calls. */
  readonly recorded: readonly JournalEntry[];
}

/** Nothing runs before the first turn. */
export function createJournaledBody(options: BodyOptions): JournaledBody {
  const progress = createProgress(options.recorded);
  const stop = new AbortController();
  const waits = createJournalWaits();
  const completions = createCounter(options.recorded.map(({ completion }) => completion ?? 0));
  const guarded = createGuardedStore(options.store, options.effects);
  let turn: BodyTurn | undefined;
  let steps: string[] = [];
  let result: Promise<JournalOutcome> | undefined;
  const begin = (): Promise<JournalOutcome> =>
    startBody(options, {
      store: {
        ...guarded.store,
        append: async (run, entry) => {
          await guarded.store.append(run, entry);
          progress.note(entry);
        },
      },
      effects: guarded.effects,
      waits,
      abortSignal: stop.signal,
      nextPosition: createCounter(options.recorded.map(({ position }) => position)).next,
      nextCompletion: completions.next,
      onStep: (name) => turn?.onProgress((steps.push(name), steps)),
      warn: (message) => turn?.warn(message),
    }).then((end) => ({ ...end, steps }));

  /** In the order in which they ended; what the body does with one comes before the next. */
  async function endWaits(entries: readonly JournalEntry[]): Promise<void> {
    const ended = entries.filter(({ position, state }) => state !== 'pending' && waits.has(position));
    for (const entry of ended.toSorted((first, second) => (first.completion ?? 0) - (second.completion ?? 0))) {
      progress.note(entry);
      waits.end(entry);
      await nextTurn();
    }
  }

  return {
    isAt: (recorded) => progress.isAt(recorded, waits),
    run: async (current) => {
      turn = current;
      steps = [];
      completions.raise(current.recorded.map(({ completion }) => completion ?? 0));
      const abort = (): void => stop.abort(current.abortSignal.reason);
      if (current.abortSignal.aborted) abort();
      current.abortSignal.addEventListener('abort', abort, { once: true });
      try {
        result ??= begin();
        // What it rejects with while it hangs at a wait, or after its activity failed, concerns nobody.
        result.catch(() => undefined);
        const suspended = waits.suspended().then((all): JournalOutcome => ({ state: 'waiting', waits: all, steps }));
        await endWaits(current.recorded);
        return await Promise.race([result, suspended, guarded.failed]);
      } finally {
        current.abortSignal.removeEventListener('abort', abort);
      }
    },
  };
}

interface BodySurroundings extends Pick<JournalSurroundings, 'store' | 'waits' | 'nextPosition' | 'nextCompletion' | 'onStep'> {
  readonly effects: EffectStore | undefined;
  readonly abortSignal: AbortSignal;
  readonly warn: (message: string) => void;
}

type BodyEnd = { readonly state: 'returned'; readonly output: unknown } | { readonly state: 'threw'; readonly failure: FailureData };

async function startBody({ engine, flow, input, run, context, recorded }: BodyOptions, body: BodySurroundings): Promise<BodyEnd> {
  const { abortSignal, warn, effects, ...journal } = body;
  const replay = createJournalReplay(recorded);
  const surroundings = { context, abortSignal };
  const caller = createJournalCaller({
    ...journal,
    engine,
    run,
    replay,
    surroundings,
    beginCapture: createStepCaptures(),
    onLost: createLossReport(flow.name, warn),
    countCall: createCallCounter(),
    createToolRunner: (place, lastTry) => createToolRunner({ store: effects, ...run, place, lastTry, warn }),
  });
  const scope = { ...surroundings, kind: 'flow' as const, name: flow.name, caller, streamingRequested: false, sendChunk: () => undefined };
  try {
    const output = await runFlowBody(engine, flow, { input, scope });
    replay.assertComplete();
    checkPayloadSize(`The result of flow '${flow.name}'`, output);
    return { state: 'returned', output };
  } catch (error) {
    // A cancelled or interrupted body is no result; the flow's own error is one, and final.
    if (abortSignal.aborted) throw error;
    return { state: 'threw', failure: toFailureData(error) };
  }
}

/** What of the journal a body has done or seen. */
interface Progress {
  note(entry: JournalEntry): void;
  isAt(recorded: readonly JournalEntry[], waits: JournalWaits): boolean;
}

function createProgress(recorded: readonly JournalEntry[]): Progress {
  const known = new Set<number>();
  const ended = new Set<number>();
  const note = ({ position, state }: JournalEntry): void => {
    known.add(position);
    if (state !== 'pending') ended.add(position);
  };
  recorded.forEach(note);
  const isSeen = ({ position, state }: JournalEntry, waits: JournalWaits): boolean =>
    known.has(position) && (state === 'pending' || ended.has(position) || waits.has(position));
  return { note, isAt: (now, waits) => now.length === known.size && now.every((entry) => isSeen(entry, waits)) };
}

/** Counts on from the highest number that is used. */
function createCounter(used: readonly number[]): { next: () => number; raise: (others: readonly number[]) => void } {
  let last = 0;
  const raise = (others: readonly number[]): void => void (last = others.reduce((highest, number) => Math.max(highest, number), last));
  raise(used);
  return { next: () => ++last, raise };
}
