import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Worker } from '@temporalio/worker';
import { z } from 'zod';
import { resolveConnectionSettings, type ResolvedSettings } from '../client/connection-settings.ts';
import { openPayloadStorage } from '../client/payload-storage.ts';
import { inlineClaims } from '../codec/inline-claims.ts';
import { fromFailure } from '../engine/failure.ts';
import { DurakitError } from '../schemas/durakit-error.ts';
import { bundleApp } from './bundle-app.ts';
import { describeMismatch, readMismatch, type NamedEvent } from './describe-mismatch.ts';
import { loadApp } from './load-app.ts';
import { placeOfStep } from './programs/place-of-step.ts';
import type { AppPrograms } from './programs/split-app.ts';
import { NO_SINKS } from './to-stop-sinks.ts';
import { withMessageStore } from './with-message-store.ts';
import { withPayloadLimit } from './with-payload-limit.ts';

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
  const settings = resolveConnectionSettings();
  const recorded = await readHistories(files, settings);
  const loaded = await loadApp(app);
  const { code } = await bundleApp({ ...loaded, dataFolder });
  const options = { workflowBundle: { code: withPayloadLimit(withMessageStore(code), settings.externalStorage.maximum) }, sinks: NO_SINKS };
  const histories = recorded.map(({ workflowId, history }) => ({ workflowId, history }));
  const runs = recorded.values();
  // One worker takes them one after the other, and its results come in that order.
  for await (const { error } of Worker.runReplayHistories(options, histories)) {
    const { value: run } = runs.next();
    if (run === undefined) return;
    const { file, workflowId, flow, history } = run;
    yield error === undefined
      ? { file, workflowId, ok: true }
      : { file, workflowId, ok: false, message: explain(error, { flow, history, programs: loaded.programs }) };
  }
}

interface RecordedRun {
  readonly file: string;
  readonly workflowId: string;
  readonly flow: string;
  readonly history: unknown;
}

/** Histories of other tools hold claims: those are opened here, by name of file, so that a replay itself needs nothing. */
async function readHistories(files: readonly string[], settings: ResolvedSettings): Promise<RecordedRun[]> {
  const storage = await openPayloadStorage(settings);
  try {
    const recorded = await Promise.all(files.map(readHistory));
    for (const { file, history } of recorded)
      await inlineClaims(history, storage.externalStorage).catch((error: unknown) => notOpened(file, error));
    return recorded;
  } finally {
    await storage.close();
  }
}

function notOpened(file: string, error: unknown): never {
  const { status, originalMessage } = fromFailure(error);
  throw new DurakitError({
    status,
    message: `${file} holds claims of payloads that are in a database: ${originalMessage} A history of \`durakit export\` holds the payloads themselves.`,
    cause: error,
  });
}

async function readHistory(file: string): Promise<RecordedRun> {
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
