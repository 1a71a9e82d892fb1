import { describe, expect, test } from '@jest/globals';
import { durakit } from '../../../index.ts';
import { runJournaledFlow } from '../../../activities/journal/run-journaled-flow.ts';
import { createSuspendedBodies, type SuspendedBodies } from '../../../activities/journal/suspended-bodies.ts';
import { loadedApps } from '../../../engine/app-registry.ts';
import type { JournalEntry, JournalStore } from '../../../engine/journal-store.ts';
import type { JournalOutcome, JournalResolution } from '../../../schemas/journal.ts';

const ai = durakit({ mode: 'inline' });
const begun: string[] = [];

ai.defineFlow({ name: 'waiting', durability: 'journal' }, async (id: string) => {
  begun.push(id);
  const results: unknown[] = [await ai.run('first', () => `first ${begun.length}`)];
  for (const event of ['one', 'two', 'three']) results.push(await ai.waitFor(event), await ai.run(`after ${event}`, () => event));
  return results;
});

/** A journal in memory, with the promises of the interface. */
function createStore(): JournalStore & { readonly rows: JournalEntry[] } {
  const rows: JournalEntry[] = [];
  return {
    rows,
    load: async () => [...rows].sort((first, second) => first.position - second.position),
    append: async (_run, entry) => {
      if (rows.some(({ position }) => position === entry.position)) throw new Error(`position ${entry.position} is taken`);
      rows.push(entry);
    },
    resolve: async (_run, entry) => {
      const index = rows.findIndex(({ position, state }) => position === entry.position && state === 'pending');
      const row = rows[index];
      if (row !== undefined) rows[index] = { ...row, ...entry };
    },
  };
}

interface Run {
  readonly id: string;
  readonly store: JournalStore;
}

async function turn({ id, store }: Run, suspended: SuspendedBodies, resolutions: JournalResolution[] = []): Promise<JournalOutcome> {
  const [app] = loadedApps();
  const flow = app?.engine.flows.get('waiting');
  if (app === undefined || flow === undefined) throw new Error('no flow');
  return await runJournaledFlow({
    engine: app.engine,
    flow,
    input: id,
    run: { workflowId: id, runId: id },
    store,
    resolutions,
    suspended,
    surroundings: { context: {}, abortSignal: new AbortController().signal },
    onProgress: () => undefined,
    warn: () => undefined,
  });
}

/** The end of the one wait that an outcome names. */
function ended(outcome: JournalOutcome): JournalResolution[] {
  if (outcome.state !== 'waiting') throw new Error(`the flow ${outcome.state}`);
  return outcome.waits.map(({ position, ...wait }) => ({
    position,
    state: 'returned',
    value: 'name' in wait ? `got ${wait.name}` : undefined,
  }));
}

const times = (id: string): number => begun.filter((started) => started === id).length;
const RESULT = ['got one', 'one', 'got two', 'two', 'got three', 'three'];

describe('a journaled flow that waits', () => {
  test('goes on where it hangs', async () => {
    const run = { id: 'kept', store: createStore() };
    const bodies = createSuspendedBodies();
    let outcome = await turn(run, bodies);
    for (let count = 0; count < 3; count++) outcome = await turn(run, bodies, ended(outcome));
    expect(outcome).toMatchObject({ state: 'returned', output: ['first 1', ...RESULT], steps: ['after three'] });
    expect(times('kept')).toBe(1);
  });

  test('runs again from its start where nobody has it, with what was recorded', async () => {
    const run = { id: 'lost', store: createStore() };
    let outcome = await turn(run, createSuspendedBodies());
    const first = run.store;
    for (let count = 0; count < 3; count++) outcome = await turn(run, createSuspendedBodies(), ended(outcome));
    expect(outcome).toMatchObject({ state: 'returned', output: [expect.stringMatching(/^first/), ...RESULT] });
    expect([times('lost'), (await first.load({ workflowId: '', runId: '' })).length]).toEqual([4, 7]);
  });

  test('a body that another worker has left behind is not used', async () => {
    const run = { id: 'stale', store: createStore() };
    const [mine, other] = [createSuspendedBodies(), createSuspendedBodies()];
    const one = await turn(run, mine);
    const two = await turn(run, other, ended(one));
    const three = await turn(run, mine, ended(two));
    const last = await turn(run, mine, ended(three));
    expect(last).toMatchObject({ state: 'returned', output: [expect.stringMatching(/^first/), ...RESULT] });
    expect(times('stale')).toBe(3);
  });

  test('an attempt that is repeated finds the flow at its next wait', async () => {
    const run = { id: 'repeated', store: createStore() };
    const bodies = createSuspendedBodies();
    const resolutions = ended(await turn(run, bodies));
    const two = await turn(run, bodies, resolutions);
    expect(await turn(run, bodies, resolutions)).toMatchObject({ state: 'waiting', waits: two.state === 'waiting' ? two.waits : [] });
    expect(times('repeated')).toBe(1);
  });

  test('of too many bodies those that have waited longest are given up', async () => {
    const bodies = createSuspendedBodies(1);
    const runs = ['older', 'newer'].map((id) => ({ id, store: createStore() }));
    for (const run of runs) await turn(run, bodies);
    for (const run of runs.toReversed()) await turn(run, bodies);
    expect([times('older'), times('newer')]).toEqual([2, 1]);
  });
});
