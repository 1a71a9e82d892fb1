import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { connect } from '../../client/connect.ts';
import type { DurakitClient } from '../../client/durakit-client.ts';
import { startWorkerProcess, type WorkerProcess } from '../setup/worker-process.ts';
import { waitUntil } from '../setup/wait-until.ts';

const APP = fileURLToPath(new URL('./journaled-app.ts', import.meta.url));
const taskQueue = 'journaled';
let client: DurakitClient;
let folder: string;
let worker: WorkerProcess;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'durakit-journaled-'));
  client = await connect({ taskQueue });
  worker = await startWorkerProcess(APP, { taskQueue });
});

afterAll(async () => {
  await worker.kill();
  await client.close();
});

const linesOf = (file: string): string[] => (existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : []);

/** kill -9 while the flow holds at `line`, then another worker, then the release. */
async function killAt(file: string, line: string): Promise<void> {
  await waitUntil(`${line} runs`, () => linesOf(file).includes(line));
  await worker.kill();
  writeFileSync(`${file}.release`, '');
  worker = await startWorkerProcess(APP, { taskQueue });
}

test('a journaled flow survives kill -9: what was recorded does not run again', async () => {
  const file = path.join(folder, 'steps');
  writeFileSync(`${file}.title`, 'from a file');
  const handle = await client.flow('steps').start(file);
  await killAt(file, 'second');
  expect(await handle.result()).toEqual({ first: { title: 'from a file' }, third: 3 });
  expect(linesOf(file)).toEqual(['first', 'second', 'second', 'third']);
});

test('a race ends the same way when the flow runs again', async () => {
  const file = path.join(folder, 'race');
  const handle = await client.flow('race').start(file);
  await killAt(file, 'quick');
  expect(await handle.result()).toBe('quick');
});

test('sleeps, events, timeouts and child runs are waited for by the workflow; steps run once', async () => {
  const file = path.join(folder, 'waits');
  const handle = await client.flow('waits').start(file);
  await handle.signal('go', 'went');
  expect(await handle.result()).toEqual(['one went', 'child of waits', 'DEADLINE_EXCEEDED']);
  expect(linesOf(file)).toEqual(['first', 'last']);
  expect(JSON.stringify(await handle.history())).toContain('startChildWorkflowExecutionInitiatedEventAttributes');
});

test('a recorded error is thrown again, and the flow fails with its own', async () => {
  const file = path.join(folder, 'fails');
  const handle = await client.flow('fails').start(file);
  await killAt(file, 'hold');
  await expect(handle.result()).rejects.toMatchObject({ status: 'INTERNAL', message: 'out of gruel in throws, twice' });
  expect(linesOf(file).filter((line) => line === 'throws')).toHaveLength(2);
});

test('a flow that does something else the second time fails loudly and runs nothing', async () => {
  const file = path.join(folder, 'changing');
  const handle = await client.flow('changing').start(file);
  await killAt(file, 'hold');
  const error = (await handle.result().catch((reason: unknown) => reason)) as Error & { status: string };
  expect(error.status).toBe('FAILED_PRECONDITION');
  expect(error.message).toContain(
    'Nondeterminism: this flow runs journaled, and run again from its start it did not do what its journal says',
  );
  expect(error.message).toContain("it called 'renamed' (/step/changing/renamed");
  expect(linesOf(file)).not.toContain('renamed');
});

test('cancel reaches the step of a journaled flow', async () => {
  const file = path.join(folder, 'cancelled');
  writeFileSync(`${file}.title`, 'x');
  const handle = await client.flow('steps').start(file);
  await waitUntil('the step runs', () => linesOf(file).includes('second'));
  await handle.cancel();
  await expect(handle.result()).rejects.toMatchObject({ status: 'CANCELLED' });
  expect(linesOf(file)).toEqual(['first', 'second']);
});

describe('state of the module that flow code changes', () => {
  test('is changed once: after a wait the flow goes on where it is', async () => {
    const file = path.join(folder, 'remembers');
    const handle = await client.flow('remembers').start(file);
    await handle.signal('two', 'second');
    await handle.signal('one', 'first');
    expect(await handle.result()).toEqual(['begun', 'slept', 'first', 'second']);
    expect(linesOf(file)).toEqual(['begun', 'first']);
  });

  test('is made anew on another worker, where the flow runs again', async () => {
    const file = path.join(folder, 'remembers-again');
    const handle = await client.flow('remembers').start(file);
    await handle.signal('one', 'first');
    await waitUntil('the first event is there', () => linesOf(file).includes('first'));
    await worker.kill();
    worker = await startWorkerProcess(APP, { taskQueue });
    await handle.signal('two', 'second');
    expect(await handle.result()).toEqual(['begun', 'slept', 'first', 'second']);
    expect(linesOf(file)).toEqual(['begun', 'first', 'begun', 'first']);
  });
});
