import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { connect } from '../../client/connect.ts';
import type { DurakitClient } from '../../client/durakit-client.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import { startWorkerProcess, type WorkerProcess } from '../setup/worker-process.ts';
import { waitUntil } from '../setup/wait-until.ts';

const APP = fileURLToPath(new URL('./skeleton-app.ts', import.meta.url));
const REPLAY = fileURLToPath(new URL('../setup/replay-main.ts', import.meta.url));
const taskQueue = 'skeleton';
let client: DurakitClient;
let folder: string;
let worker: WorkerProcess;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'durakit-skeleton-'));
  client = await connect({ taskQueue });
  worker = await startWorkerProcess(APP, { taskQueue });
});

afterAll(async () => {
  await worker.kill();
  await client.close();
});

const logFile = (name: string): string => path.join(folder, name);
const linesOf = (file: string): string[] => (existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : []);

async function errorOf(work: Promise<unknown>): Promise<DurakitError> {
  const error = await work.then(
    (value) => new Error(`resolved with ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  );
  if (error instanceof DurakitError) return error;
  throw error;
}

describe('a flow on a real server', () => {
  test('survives kill -9 of its worker in the middle of a step; finished steps do not run again', async () => {
    const file = logFile('killed');
    const handle = await client.flow('threeSteps').start({ file });
    await waitUntil('step two runs', () => linesOf(file).includes('second'));
    await worker.kill();
    const killed = performance.now();
    worker = await startWorkerProcess(APP, { taskQueue });
    await waitUntil('step two runs again', () => linesOf(file).filter((line) => line === 'second').length === 2);
    const milliseconds = Math.round(performance.now() - killed);
    writeFileSync(`${file}.release`, '');
    expect(await handle.result()).toEqual([1, 2, 3]);
    expect(linesOf(file)).toEqual(['first', 'second', 'second', 'third']);
    console.info(`kill -9 to the step running elsewhere: ${milliseconds} ms (heartbeat timeout of the step: 2 s)`);
  });

  test('the same id twice is the same run, also after it ended', async () => {
    const file = logFile('twice');
    writeFileSync(`${file}.release`, '');
    const [one, two] = await Promise.all(['a', 'b'].map(() => client.flow('threeSteps').start({ file }, { id: 'twice' })));
    expect(await one?.result()).toEqual(await two?.result());
    const later = await client.flow('threeSteps').start({ file: 'other' }, { id: 'twice' });
    expect(await later.result()).toEqual([1, 2, 3]);
    expect(linesOf(file)).toEqual(['first', 'second', 'third']);
    expect((await later.describe()).workflowId).toBe('flow/threeSteps/twice');
  });

  test('a cancel reaches the running step, and the flow cleans up', async () => {
    const file = logFile('cancelled');
    const handle = await client.flow('cancellable').start(file);
    await waitUntil('the step runs', () => linesOf(file).includes('started'));
    await handle.cancel('changed my mind');
    const error = await errorOf(handle.result());
    expect(error.status).toBe('CANCELLED');
    expect(linesOf(file)).toEqual(['started', 'aborted', 'cleaned up', 'first']);
    expect((await handle.describe()).status).toBe('cancelled');
    expect(JSON.stringify(await handle.history())).toContain('changed my mind');
  });

  test('a failing step is tried again, and its last result counts', async () => {
    const file = logFile('flaky');
    expect(await client.flow('retried').run(file)).toBe('third time lucky');
    expect(linesOf(file)).toEqual(['flaky', 'flaky', 'flaky']);
  });

  test('an error crosses with status, message, details and step', async () => {
    const error = await errorOf(client.flow('failing').run('status'));
    expect(error).toMatchObject({
      status: 'NOT_FOUND',
      message: 'NOT_FOUND: no such dish',
      details: { dish: 'gruel' },
      step: 'make gruel',
    });
  });

  test('a foreign error keeps its words', async () => {
    const error = await errorOf(client.flow('failing').run('foreign'));
    expect(error).toMatchObject({ status: 'INTERNAL', message: 'out of gruel', step: 'make gruel' });
  });

  test.each([
    ['a step', 'failing', "throw new RangeError('out of gruel')"],
    ['flow code', 'typo', '.dish)'],
  ])('the stack of an error in %s leads to the line of the user', async (_where, flow, text) => {
    const line =
      readFileSync(APP, 'utf8')
        .split('\n')
        .findIndex((code) => code.includes(text)) + 1;
    const error = await errorOf(client.flow(flow).run('foreign'));
    expect(error.stack).toContain(`skeleton-app.ts:${line}:`);
  });

  test('a result that is too long for a history is no error where there is a database', async () => {
    expect(await client.flow('failing').run('large')).toHaveLength(3_000_000);
  });

  test.each([
    ['function', 'INVALID_ARGUMENT', 'cannot be recorded as JSON: it is a function'],
    ['cycle', 'INVALID_ARGUMENT', 'cannot be recorded as JSON: Converting circular structure'],
    ['object', 'NOT_FOUND', 'gone'],
  ])('a step that gives or throws a %s fails at once with words', async (kind, status, words) => {
    const error = await errorOf(client.flow('failing').run(kind));
    expect(error.status).toBe(status);
    expect(error.message).toContain(words);
  });

  test('a step that fails before it is awaited does not hang the run', async () => {
    expect(await client.flow('early').run()).toBe('NOT_FOUND');
  });

  test('a refused border that the flow catches is refused again on replay', async () => {
    const handle = await client.flow('catches').start();
    expect(await handle.result()).toEqual(['INVALID_ARGUMENT', 1]);
    const recorded = logFile('catches.json');
    writeFileSync(recorded, JSON.stringify(await handle.history()));
    const env = { ...process.env, NODE_OPTIONS: '' };
    const { stdout } = await promisify(execFile)(process.execPath, ['--conditions=durakit-source', REPLAY, APP, recorded], { env });
    expect(stdout).toContain('replayed: ok');
  });

  test('a mistake in flow code ends the run instead of hanging it', async () => {
    const error = await errorOf(client.flow('typo').run());
    expect(error.status).toBe('INTERNAL');
    expect(error.message).toContain("reading 'dish'");
  });

  test('an output that does not fit its schema fails the run with its own words', async () => {
    const error = await errorOf(client.flow('lying').run());
    expect(error).toMatchObject({ status: 'INVALID_ARGUMENT', details: { errors: [{ path: 'sum', message: 'must be number' }] } });
  });

  test('an input that does not fit is refused in the run, before any step', async () => {
    const handle = await client.flow('threeSteps').start({ file: 5 });
    const error = await errorOf(handle.result());
    expect(error.message).toContain('Schema validation failed. Parse Errors:\n\n- file: must be string');
    expect(JSON.stringify(await handle.history())).not.toContain('activityTaskScheduled');
  });

  test('a flow that no worker has names those that it has', async () => {
    const error = await errorOf(client.flow('nobody').run());
    expect(error.message).toContain("Flow 'nobody' not found. This worker knows: approval, cancellable");
  });
});

describe('waiting for events', () => {
  test('takes an event that fits, puts one aside that does not, and takes one that came early', async () => {
    const handle = await client.flow('approval').start();
    await handle.signal('approve', { by: 7 });
    await handle.signal('approve', { by: 'Ada' });
    expect(await handle.result()).toEqual({ by: 'Ada' });
  });

  test('ends with DEADLINE_EXCEEDED when nothing comes', async () => {
    const error = await errorOf(client.flow('approval').run('100ms'));
    expect(error).toMatchObject({ status: 'DEADLINE_EXCEEDED' });
  });

  test('a waiting run is listed as waiting', async () => {
    const handle = await client.flow('approval').start(undefined, { id: 'listed' });
    await waitUntil('the run is listed as waiting', async () => {
      for await (const run of client.list({ flow: 'approval', status: 'running' })) {
        if (run.workflowId === handle.workflowId && run.status === 'waiting') return true;
      }
      return false;
    });
    await handle.terminate('enough');
    expect(await errorOf(handle.result())).toMatchObject({ status: 'ABORTED' });
  });
});

test('a flow in a flow is a child run, an inline one is not; context reaches flows, children and steps', async () => {
  const handle = await client.flow('parent').start(undefined, { context: { tenant: 'acme' } });
  const context = { app: 'skeleton', tenant: 'acme' };
  expect(await handle.result()).toEqual(['a child of acme', 'inline a child', context, context]);
  const history = JSON.stringify(await handle.history());
  expect(history.match(/"startChildWorkflowExecutionInitiatedEventAttributes"/g)).toHaveLength(1);
});

test('a child run has the id that the flow gives it, and there is no second one', async () => {
  const handle = await client.flow('twins').start('fixed');
  expect(await handle.result()).toEqual(['first of undefined', 'ALREADY_EXISTS']);
  expect((await client.flow('child').handle('fixed').describe()).status).toBe('completed');
});

test('secrets in the context are refused before anything is scheduled', async () => {
  const error = await errorOf(client.flow('child').start('x', { context: { secrets: { key: 'k' } } }));
  expect(error).toMatchObject({ status: 'INVALID_ARGUMENT' });
  expect(error.message).not.toContain('"k"');
});

test('a worker drains on SIGTERM and exits 0', async () => {
  const other = await startWorkerProcess(APP, { taskQueue: 'drained' });
  expect(await other.kill('SIGTERM')).toBe(0);
  expect(other.output()).toContain('draining');
});
