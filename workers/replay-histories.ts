import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Worker } from '@temporalio/worker';
import { z } from 'zod';
import { DurakitError } from '../schemas/durakit-error.ts';
import { bundleApp } from './bundle-app.ts';
import { describeMismatch, readMismatch, type NamedEvent } from './describe-mismatch.ts';
import { loadApp } from './load-app.ts';
import { placeOfStep } from './programs/place-of-step.ts';
import type { AppPrograms } from './programs/split-app.ts';
import { NO_SINKS } from './to-stop-sinks.ts';

/** Which recorded histories to hold against which app. */
export interface ReplayOptions {
  readonly app: string | readonly string[];
  /** JSON, as `durakit export` writes it, or Temporal's UI and CLI. */
  readonly files: readonly string[];
  readonly dataFolder?: string;
}

/** Whether today's code takes a recorded run the way it went. */
export type ReplayOutcome =
  | { readonly file: string; readonly workflowId: string; readonly ok: true }
  | { readonly file: string; readonly workflowId: string; readonly ok: false; readonly message: string };

const HistorySchema = z.looseObject({
  events: z
    .array(
      z.looseObject({
        workflowExecutionStartedEventAttributes: z
          .looseObject({ workflowId: z.string().optional(), workflowType: z.object({ name: z.string() }) })
          .optional(),
      }),
    )
    .min(1),
});

/** Replays histories one by one, in the order of the files. No server is needed and no step is run. */
export async function* replayHistories({ app, files, dataFolder = '.durakit' }: ReplayOptions): AsyncIterable<ReplayOutcome> {
  const recorded = await Promise.all(files.map(readHistory));
  const loaded = await loadApp(app);
  const { code } = await bundleApp({ ...loaded, dataFolder });
  const histories = recorded.map(({ workflowId, history }) => ({ workflowId, history }));
  const runs = recorded.values();
  // One worker takes them one after the other, and its results come in that order.
  for await (const { error } of Worker.runReplayHistories({ workflowBundle: { code }, sinks: NO_SINKS }, histories)) {
    const { value: run } = runs.next();
    if (run === undefined) return;
    const { file, workflowId, flow, history } = run;
    yield error === undefined
      ? { file, workflowId, ok: true }
      : { file, workflowId, ok: false, message: explain(error, { flow, history, programs: loaded.programs }) };
  }
}

async function readHistory(file: string): Promise<{ file: string; workflowId: string; flow: string; history: unknown }> {
  try {
    const history: unknown = JSON.parse(await readFile(file, 'utf8'));
    const started = HistorySchema.parse(history).events[0]?.workflowExecutionStartedEventAttributes;
    return {
      file,
      workflowId: started?.workflowId ?? path.basename(file, '.json'),
      flow: started?.workflowType.name ?? 'unknown',
      history,
    };
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    throw new DurakitError({
      status: 'INVALID_ARGUMENT',
      message: `${file} is no recorded history (${reason}). Record one with: durakit export <workflow id> -o ${file}`,
      cause: error,
    });
  }
}

interface Recorded {
  readonly flow: string;
  readonly history: unknown;
  readonly programs: AppPrograms;
}

function explain(error: Error, { flow, history, programs }: Recorded): string {
  const mismatch = readMismatch(error.message);
  const { events } = history as { events: readonly (NamedEvent & { eventId?: unknown })[] };
  const event = events.find(({ eventId }) => Number(eventId) === mismatch?.eventId);
  const reason =
    mismatch === undefined
      ? error.message.replace(/^\[TMPRL\d+\]\s*/, '')
      : `${describeMismatch(mismatch, { event, placeOf: (key) => placeOfStep(programs, key, flow) })}.`;
  return (
    `Flow '${flow}' no longer takes the way of this recorded run: ${reason}\n` +
    `A run in flight would stop here after a deploy. Put the order and the names of its steps back, ` +
    `guard the change, or let old runs end on the old version (worker option 'deployment').`
  );
}
