import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { connect } from '../../../client/connect.ts';
import type { DurakitClient } from '../../../client/durakit-client.ts';
import { readRunReport } from '../../../client/run-report.ts';
import { startWorkerProcess, type WorkerProcess } from '../../setup/worker-process.ts';
import { waitUntil } from '../../setup/wait-until.ts';
import { startSilentVendor, type SilentVendor } from './silent-vendor.ts';

const APP = fileURLToPath(new URL('./stop-app.ts', import.meta.url));
/** The steps' heartbeat timeout is 60 s: their first heartbeat comes after 15 s, and before it no heartbeat can tell them anything. */
const BEFORE_HEARTBEATS = 12_000;
const NOBODY = 'postgres://nobody@127.0.0.1:1/nothing';

let vendor: SilentVendor;
beforeAll(async () => {
  vendor = await startSilentVendor();
});
afterAll(async () => {
  await vendor[Symbol.asyncDispose]();
});

/** A worker for flow code alone and one for steps alone: what stops a step has come from one to the other. */
async function startPair(taskQueue: string, env: Record<string, string> = {}): Promise<{ flows: WorkerProcess; steps: WorkerProcess }> {
  const [flows, steps] = await Promise.all([
    startWorkerProcess(APP, { taskQueue, env: { TEST_CONCURRENCY: '{"actions":0}' } }),
    startWorkerProcess(APP, { taskQueue, env: { TEST_CONCURRENCY: '{"workflowTasks":0}', ...env } }),
  ]);
  return { flows, steps };
}

const untilAsked = (name: string): Promise<unknown> => waitUntil(`${name} is asked`, () => vendor.stateOf(name) === 'asked');
const untilClosed = (name: string, limit: number): Promise<unknown> =>
  waitUntil(`the socket of ${name} is closed`, () => vendor.stateOf(name) === 'closed', limit);
const errorOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'resolved',
    (error: unknown) => error,
  );

describe('a stop that does not wait for a heartbeat', () => {
  const taskQueue = 'stop-fast';
  let client: DurakitClient;
  let workers: Awaited<ReturnType<typeof startPair>>;
  beforeAll(async () => {
    client = await connect({ taskQueue });
    workers = await startPair(taskQueue);
  });
  afterAll(async () => {
    await workers.flows.kill();
    await workers.steps.kill();
    await client.close();
  });

  test.each<[string, (workflowId: string) => Promise<unknown>]>([
    ['by handle.cancel() of another process', (workflowId) => client.handle(workflowId).cancel('enough')],
    [
      'by the service, as the Temporal UI and CLI do it',
      (workflowId) =>
        client.temporal.workflowService.requestCancelWorkflowExecution({
          namespace: client.temporal.options.namespace,
          workflowExecution: { workflowId },
        }),
    ],
  ])('%s', async (_how, cancel) => {
    const name = randomUUID();
    const handle = await client.flow('asks').start({ url: `${vendor.url}/${name}` });
    await untilAsked(name);
    await cancel(handle.workflowId);
    await untilClosed(name, BEFORE_HEARTBEATS);
    expect(await errorOf(handle.result())).toMatchObject({ status: 'CANCELLED' });
    expect((await handle.describe()).status).toBe('cancelled');
    const history = JSON.stringify(await handle.history());
    expect(history).toContain('activityTaskCanceledEventAttributes');
    expect(history).not.toMatch(/activityTaskFailed|workflowTaskFailed/);
  });

  test('what a model had said goes to the caller of a run that is cancelled', async () => {
    const name = randomUUID();
    const handle = await client.flow('speaks').start({ url: `${vendor.url}/${name}` });
    await untilAsked(name);
    await handle.cancel();
    await untilClosed(name, BEFORE_HEARTBEATS);
    const error = await errorOf(handle.result());
    expect(error).toMatchObject({ status: 'CANCELLED', details: { partial: { text: 'Hello', chunks: 1 } } });
  });

  test('a step of a journaled flow', async () => {
    const name = randomUUID();
    const handle = await client.flow('journaled').start({ url: `${vendor.url}/${name}` });
    await untilAsked(name);
    await handle.cancel();
    await untilClosed(name, BEFORE_HEARTBEATS);
    expect(await errorOf(handle.result())).toMatchObject({ status: 'CANCELLED' });
    expect((await handle.describe()).status).toBe('cancelled');
  });

  test("by the cancel of the parent's parent", async () => {
    const name = randomUUID();
    const handle = await client.flow('grandparent').start({ url: `${vendor.url}/${name}` });
    await untilAsked(name);
    await handle.cancel();
    await untilClosed(name, BEFORE_HEARTBEATS);
    expect(await errorOf(handle.result())).toMatchObject({ status: 'CANCELLED' });
  });

  test("by an abortSignal of flow code: one model call ends, what it had said is in the error and in the run's timeline", async () => {
    const name = randomUUID();
    const handle = await client.flow('hearsEnough').start({ url: `${vendor.url}/${name}` });
    await untilAsked(name);
    await handle.signal('enough');
    await untilClosed(name, BEFORE_HEARTBEATS);
    const partial = { text: 'Hello', chunks: 1 };
    expect(await handle.result()).toEqual({ status: 'CANCELLED', details: { partial }, step: 'speaker' });
    expect((await handle.describe()).status).toBe('completed');
    const { entries } = await readRunReport(client.temporal, handle.workflowId);
    expect(entries).toContainEqual(expect.objectContaining({ kind: 'step', name: 'speaker', state: 'cancelled', partial }));
  });

  test('steps of nonCancellable code go on, those that ran before the cancel and those that came after it', async () => {
    const name = randomUUID();
    const handle = await client.flow('tidies').start({ url: `${vendor.url}/${name}` });
    await Promise.all([untilAsked(`${name}-kept`), untilAsked(`${name}-lost`)]);
    await handle.cancel();
    await untilClosed(`${name}-lost`, BEFORE_HEARTBEATS);
    await untilAsked(`${name}-tidy`);
    vendor.answer(`${name}-tidy`);
    vendor.answer(`${name}-kept`);
    expect(await errorOf(handle.result())).toMatchObject({ status: 'CANCELLED' });
    const history = JSON.stringify(await handle.history());
    expect(history.match(/activityTaskCompletedEventAttributes/g)).toHaveLength(2);
    expect(history.match(/activityTaskCanceledEventAttributes/g)).toHaveLength(1);
    expect(vendor.stateOf(`${name}-kept`)).toBe('answered');
    expect(vendor.stateOf(`${name}-tidy`)).toBe('answered');
  });

  test('a stop that the server knows nothing of costs one try', async () => {
    const name = randomUUID();
    const handle = await client.flow('asks').start({ url: `${vendor.url}/${name}` });
    await untilAsked(name);
    const { workflowId } = handle;
    const { runId } = await handle.describe();
    await query('select pg_notify($1, $2)', ['durakit_stop', JSON.stringify({ workflowId, runId, activityId: '1' })]);
    await untilClosed(name, BEFORE_HEARTBEATS);
    await untilAsked(name);
    vendor.answer(name);
    expect(await handle.result()).toBe('Hello, world');
  });

  test('a listening connection that is killed is said once, comes back, and stops again', async () => {
    await query("select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'durakit listen %'");
    await waitUntil('the connection is back', () => workers.steps.output().includes('Stops come from PostgreSQL again'));
    expect(workers.steps.output().match(/No stops come from PostgreSQL/g)).toHaveLength(1);
    const name = randomUUID();
    const handle = await client.flow('asks').start({ url: `${vendor.url}/${name}` });
    await untilAsked(name);
    await handle.cancel();
    await untilClosed(name, BEFORE_HEARTBEATS);
    expect(await errorOf(handle.result())).toMatchObject({ status: 'CANCELLED' });
  });
});

test('heartbeats alone: a worker that hears nothing from PostgreSQL is told by them, and says so once', async () => {
  const taskQueue = 'stop-heartbeats';
  const { flows, steps } = await startPair(taskQueue, { DATABASE_URL: NOBODY });
  try {
    await cancelAndWait(taskQueue, '2s');
    expect(steps.output().match(/No stops come from PostgreSQL/g)).toHaveLength(1);
  } finally {
    await flows.kill();
    await steps.kill();
  }
});

test('in one process: a stop needs no database', async () => {
  const taskQueue = 'stop-local';
  const worker = await startWorkerProcess(APP, { taskQueue, env: { DATABASE_URL: NOBODY } });
  try {
    await cancelAndWait(taskQueue, '60s');
  } finally {
    await worker.kill();
  }
});

async function cancelAndWait(taskQueue: string, heartbeat: '2s' | '60s'): Promise<void> {
  const client = await connect({ taskQueue });
  try {
    const name = randomUUID();
    const handle = await client.flow('asks').start({ url: `${vendor.url}/${name}`, heartbeat });
    await untilAsked(name);
    await handle.cancel();
    await untilClosed(name, BEFORE_HEARTBEATS);
    expect(await errorOf(handle.result())).toMatchObject({ status: 'CANCELLED' });
  } finally {
    await client.close();
  }
}

async function query(text: string, values: readonly string[] = []): Promise<void> {
  const database = new Client({ connectionString: process.env['DATABASE_URL'] });
  await database.connect();
  await database.query(text, [...values]);
  await database.end();
}
