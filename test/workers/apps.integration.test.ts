import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { connect } from '../../client/connect.ts';
import { startWorkerProcess } from '../setup/worker-process.ts';
import { waitUntil } from '../setup/wait-until.ts';

/** Ten apps of different shape. `steps` in the order in which they run; `journal`: the sandbox cannot hold its flow. */
const APPS = [
  { file: 'single-file/app.ts', steps: ['first', 'second', 'third'] },
  { file: 'multi-module/app.ts', steps: ['load', 'pick'] },
  { file: 'class-based/app.ts', steps: ['double', 'cook'] },
  { file: 'helper-functions/app.ts', steps: ['fetch', 'summarize'] },
  { file: 'dynamic-names/app.ts', steps: ['page-1', 'page-2', 'page-3', 'render-0', 'render-1', 'render-2'] },
  { file: 'common-js/app.js', steps: ['name', 'end'] },
  { file: 'io-in-flow/app.ts', steps: ['name', 'measure'], journal: true },
  { file: 'counters/app.ts', steps: ['add-1', 'add-2', 'add-3'] },
  { file: 'module-state/app.ts', steps: ['one', 'two'], journal: true },
  { file: 'written-for-genkit/index.ts', steps: ['warm up', 'model'] },
];

const INLINE = fileURLToPath(new URL('../setup/inline-main.ts', import.meta.url));
const REPLAY = fileURLToPath(new URL('../setup/replay-main.ts', import.meta.url));
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'durakit-apps-'));
});

async function runNode(script: string, parameters: readonly string[]): Promise<string> {
  const env = { ...process.env, NODE_OPTIONS: '' };
  const { stdout } = await promisify(execFile)(process.execPath, ['--conditions=durakit-source', script, ...parameters], { env });
  return stdout;
}

const linesOf = (file: string): string[] => readFileSync(file, 'utf8').split('\n').filter(Boolean);

describe.each(APPS)('$file', ({ file, steps, journal = false }) => {
  const app = fileURLToPath(new URL(`../apps/${file}`, import.meta.url));
  const name = file.replace(/\W/g, '-');
  let expected: unknown;

  /** A fresh log for one run. */
  const input = (run: string): { log: string } => {
    const log = path.join(folder, `${name}-${run}`);
    writeFileSync(log, '');
    return { log };
  };

  test('runs inline', async () => {
    const { log } = input('inline');
    const output = await runNode(INLINE, [app, JSON.stringify({ log })]);
    expected = JSON.parse(/^result (.*)$/m.exec(output)?.[1] ?? 'null');
    expect(linesOf(log).toSorted()).toEqual(steps.toSorted());
    expect(expected).toMatchSnapshot();
  });

  test('runs durably with the same result, and replays', async () => {
    const { flow, close } = await connect({ taskQueue: name });
    await using worker = await startWorkerProcess(app, { taskQueue: name });
    const { log } = input('durable');
    const handle = await flow('main').start({ log });
    expect(await handle.result()).toEqual(expected);
    expect(linesOf(log).toSorted()).toEqual(steps.toSorted());
    const history = await handle.history();
    const activities = JSON.stringify(history).match(/"activityTaskScheduledEventAttributes"/g) ?? [];
    expect(activities.length).toBeGreaterThanOrEqual(1);
    expect(JSON.stringify(history).includes('/flow/main')).toBe(journal);
    expect(worker.output()).toContain('worker ready');
    const recorded = path.join(folder, `${name}.json`);
    writeFileSync(recorded, JSON.stringify(history));
    expect(await runNode(REPLAY, [app, recorded])).toContain('replayed: ok');
    await close();
  });

  test.each(steps)('survives kill -9 in step %s', async (step) => {
    const { flow, close } = await connect({ taskQueue: name });
    const { log } = input(`killed-in-${step.replace(/\W/g, '-')}`);
    const env = { DURAKIT_HEARTBEAT: '1s' };
    const first = await startWorkerProcess(app, { taskQueue: name, env: { ...env, HOLD_AT: step } });
    const handle = await flow('main').start({ log });
    await waitUntil(`${step} runs`, () => linesOf(log).includes(step));
    await first.kill();
    await using second = await startWorkerProcess(app, { taskQueue: name, env });
    expect(await handle.result()).toEqual(expected);
    expect(second.output()).toContain('worker ready');
    // Steps that had ended ran once; the one in the middle (and what ran beside it) may have run twice.
    const times = (wanted: string): number => linesOf(log).filter((line) => line === wanted).length;
    expect(times(step)).toBe(2);
    for (const other of steps) expect(times(other)).toBeGreaterThanOrEqual(1);
    if (!file.startsWith('dynamic-names')) for (const other of steps) if (other !== step) expect(times(other)).toBe(1);
    await close();
  });
});
