import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mapConcurrently } from '../../engine/map-concurrently.ts';
import { exportHistory, replay, startTestWorker, type TestWorker } from '../../testing.ts';
import type { Case } from './case-table.ts';
import { expectOutcome, loadAreas, loadInline, runCase, type Outcome } from './run-cases.ts';

const areas = await loadAreas();
const startInline = await loadInline(areas);
const app = areas.map((area) => area.app);
const rows = areas.flatMap(({ name, table }) => table.filter(isDurable).map((row) => ({ area: name, row })));

/** How a row's run went. `journaled`: its body ran on the worker. */
interface Run {
  readonly outcome: Outcome;
  readonly journaled: boolean;
}

const RUNS_AT_ONCE = 6;
const REPLAY_LIMIT_MILLISECONDS = 300_000;
const runs = new Map(rows.map(({ row }) => [row, Promise.withResolvers<Run>()]));
let folder: string;
let worker: TestWorker;
let allRuns: Promise<unknown>;
const recorded: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'durakit-cases-'));
  worker = await startTestWorker({ app });
  for (const { promise } of runs.values()) promise.catch(() => undefined);
  allRuns = mapConcurrently(rows, RUNS_AT_ONCE, async ({ row }, position) => {
    const run = runs.get(row);
    await runDurably(row, path.join(folder, `${position}.json`)).then(run?.resolve, run?.reject);
  });
});

afterAll(async () => {
  await worker?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

function isDurable({ inlineOnly }: Case): boolean {
  return inlineOnly === undefined;
}

async function runDurably(row: Case, file: string): Promise<Run> {
  if (!worker.flows.includes(row.flow)) throw new Error(`the worker has no flow '${row.flow}'`);
  const { outcome, handle } = await runCase(row, (flow, input, options) => worker.flow(flow).start(input, options));
  if (handle === undefined) return { outcome, journaled: false };
  await exportHistory(handle, file);
  recorded.push(file);
  const { events } = (await handle.history()) as { events: readonly HistoryEvent[] };
  const types = events.map((event) => event.activityTaskScheduledEventAttributes?.activityType?.name ?? '');
  return { outcome, journaled: types.some((type) => type.startsWith('/flow/')) };
}

interface HistoryEvent {
  readonly activityTaskScheduledEventAttributes?: { readonly activityType?: { readonly name?: string } };
}

describe.each(areas)('$name, durably', ({ table }) => {
  test.each(table.filter(isDurable))('$name', async (row) => {
    const run = await runs.get(row)?.promise;
    if (run === undefined) throw new Error('the row did not run');
    expectOutcome(row, run.outcome);
    if (row.durableOnly === undefined && row.differs === undefined) expect(run.outcome).toEqual((await runCase(row, startInline)).outcome);
    expect(run.journaled).toBe(row.journaled !== undefined);
  });
});

test(
  'every run replays with the same code',
  async () => {
    await allRuns;
    await replay({ app, files: recorded });
  },
  REPLAY_LIMIT_MILLISECONDS,
);
