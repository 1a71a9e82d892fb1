import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import type { FlowHandle } from '../../engine/flow-handle.ts';
import { startTestWorker, type TestWorker } from '../../testing.ts';
import { waitUntil } from '../setup/wait-until.ts';

const APP = new URL('six-turns-app.ts', import.meta.url);
const TURNS = [0, 1, 2, 3, 4, 5];
/** In the order in which they are let go. */
const ACTIVITIES = [...TURNS.flatMap((turn) => [`model-${turn}`, ...['a', 'b', 'c'].map((city) => `tool-${turn}-${city}`)]), 'model-6'];

interface HistoryEvent {
  readonly eventType: string;
}

test(
  'a generate of six rounds of three tools survives kill -9 at each of its activities',
  async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'durakit-six-turns-'));
    const log = (): string[] => readFileSync(path.join(folder, 'log'), 'utf8').trim().split('\n');
    const begun = (name: string): number => log().filter((line) => line === `begin ${name}`).length;
    writeFileSync(path.join(folder, 'log'), '');

    const start = async (taskQueue?: string): Promise<TestWorker> =>
      await startTestWorker({ app: APP, env: { SIX_TURNS_FOLDER: folder }, ...(taskQueue !== undefined && { taskQueue }) });
    let worker = await start();
    let seen = new Map<string, number>();
    const handle = await worker.flow('sixTurns').start(undefined);
    for (const name of ACTIVITIES) {
      await waitUntil(`${name} runs`, () => begun(name) > (seen.get(name) ?? 0));
      await worker.kill();
      seen = new Map(ACTIVITIES.map((activity) => [activity, begun(activity)]));
      worker = await start(worker.taskQueue);
      await waitUntil(`${name} runs again`, () => begun(name) > (seen.get(name) ?? 0));
      writeFileSync(path.join(folder, name), '');
      await waitUntil(`${name} is recorded`, async () => log().includes(`end ${name}`) && !(await isPending(handle, name)));
    }
    const result = await handle.result();
    const undisturbed = await runUndisturbed(worker);
    await worker[Symbol.asyncDispose]();

    expect(result).toEqual(undisturbed);
    expect(result).toMatchObject({ usage: { inputTokens: 70, outputTokens: 7 }, lastUsage: { inputTokens: 10, outputTokens: 1 } });
    const ends = log().filter((line) => line.startsWith('end '));
    // the undisturbed run of the same folder ends each of them a second time
    for (const name of ACTIVITIES) expect([name, ends.filter((line) => line === `end ${name}`).length]).toEqual([name, 2]);

    const { events } = (await handle.history()) as { events: HistoryEvent[] };
    const activities = events.filter(({ eventType }) => eventType.startsWith('EVENT_TYPE_ACTIVITY_TASK'));
    expect(activities).toHaveLength(3 * ACTIVITIES.length);
  },
  10 * 60_000,
);

async function isPending(handle: FlowHandle, name: string): Promise<boolean> {
  const { pending } = await handle.describe();
  const [kind, , city] = name.split('-');
  const key = kind === 'model' ? '/model/planner' : `/tool/look-${city}`;
  return pending.some((step) => step.name === key);
}

/** All gates are open now. */
async function runUndisturbed(worker: TestWorker): Promise<unknown> {
  return await (await worker.flow('sixTurns').start(undefined)).result();
}
