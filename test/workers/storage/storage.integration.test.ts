import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { connect } from '../../../client/connect.ts';
import type { DurakitClient } from '../../../client/durakit-client.ts';
import { readRunReport } from '../../../client/run-report.ts';
import { startDatabaseProxy, type DatabaseProxy } from '../../setup/database-proxy.ts';
import { waitUntil } from '../../setup/wait-until.ts';
import { startWorkerProcess, type WorkerProcess } from '../../setup/worker-process.ts';

const APP = fileURLToPath(new URL('./storage-app.ts', import.meta.url));
const REPLAY = fileURLToPath(new URL('../../setup/replay-main.ts', import.meta.url));
const MEGABYTE = 1_000_000;
/** Temporal keeps a history below 50 MB and warns at 10: claims are a few hundred bytes. */
const SMALL_HISTORY = 20_000;

let folder: string;
let proxy: DatabaseProxy;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'durakit-storage-'));
  proxy = await startDatabaseProxy(process.env['DATABASE_URL'] ?? '');
});
afterAll(async () => {
  await proxy[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

async function historyBytes(client: DurakitClient, workflowId: string): Promise<number> {
  const { historySize } = await client.temporal.workflow.getHandle(workflowId).describe();
  return historySize ?? Number.NaN;
}

/** As the server has it: with claims. */
async function storedHistory(client: DurakitClient, workflowId: string): Promise<string> {
  return historyToJSON(await client.temporal.workflow.getHandle(workflowId).fetchHistory());
}

async function replay(file: string, env: Record<string, string> = {}): Promise<string> {
  const run = promisify(execFile)(process.execPath, ['--conditions=durakit-source', REPLAY, APP, file], {
    env: { ...process.env, NODE_OPTIONS: '', ...env },
  });
  const { stdout, stderr } = await run.catch((error: unknown) => error as Awaited<typeof run>);
  return `${stdout}\n${stderr}`;
}

describe('long values with a database', () => {
  const taskQueue = 'storage';
  let client: DurakitClient;
  let worker: WorkerProcess;
  beforeAll(async () => {
    client = await connect({ taskQueue });
    worker = await startWorkerProcess(APP, { taskQueue });
  });
  afterAll(async () => {
    await worker.kill();
    await client.close();
  });

  test.each([3, 12])('a step with a result of %d MB, and a step that takes it', async (megabytes) => {
    const handle = await client.flow('passes').start({ length: megabytes * MEGABYTE });
    expect(await handle.result()).toMatchObject({ length: megabytes * MEGABYTE });
    expect(await historyBytes(client, handle.workflowId)).toBeLessThan(SMALL_HISTORY);
  });

  test('a long result of a flow, a long input of one, and a child flow with both', async () => {
    const text = (await client.flow('gives').run({ length: 3 * MEGABYTE })) as string;
    expect(text).toHaveLength(3 * MEGABYTE);
    expect(await client.flow('takes').run(text)).toBe(3 * MEGABYTE);
    expect(await client.flow('parent').run(3 * MEGABYTE)).toBe(3 * MEGABYTE + 3);
  });

  test('a long signal, and a long answer by update', async () => {
    const waiting = await client.flow('waits').start({ length: 10 });
    await waiting.signal('note', { note: 'n'.repeat(3 * MEGABYTE) });
    expect(await waiting.result()).toEqual({ length: 10, note: 3 * MEGABYTE });
    const asking = await client.flow('asks').start();
    const question = await waitUntil('the question', async () => (await asking.interrupts())[0]);
    await asking.respond(question, 'a'.repeat(3 * MEGABYTE));
    expect(await asking.result()).toBe(String(3 * MEGABYTE));
    expect(await historyBytes(client, asking.workflowId)).toBeLessThan(SMALL_HISTORY);
  });

  test('another worker reads what a killed one wrote', async () => {
    const log = path.join(folder, 'killed');
    const handle = await client.flow('waits').start({ length: 3 * MEGABYTE, log });
    await waitUntil('the step has ended', async () => (await storedHistory(client, handle.workflowId)).includes('ACTIVITY_TASK_COMPLETED'));
    await worker.kill();
    await handle.signal('note', { note: 'go on' });
    worker = await startWorkerProcess(APP, { taskQueue });
    expect(await handle.result()).toEqual({ length: 3 * MEGABYTE, note: 5 });
    expect(readFileSync(log, 'utf8')).toBe('made\n');
  });

  test('a claim shows the beginning of what it stands for; a report has the sizes', async () => {
    const handle = await client.flow('gives').start({ length: 5_000 });
    const text = (await handle.result()) as string;
    const claims = [...(await storedHistory(client, handle.workflowId)).matchAll(/"data": "([^"]+)"/g)].map(([, data = '']) =>
      Buffer.from(data, 'base64').toString(),
    );
    expect(claims.filter((claim) => claim.includes(`"preview":"\\"${text.slice(0, 99)}…"`))).toHaveLength(2);
    const { entries, resultBytes } = await readRunReport(client.temporal, handle.workflowId);
    expect(resultBytes).toBeGreaterThan(5_000);
    expect(entries[0]).toMatchObject({ resultBytes });
  });

  test('an exported history holds the values and replays with no database; one of another tool needs it', async () => {
    const handle = await client.flow('passes').start({ length: 3 * MEGABYTE });
    await handle.result();
    const [exported, foreign] = ['exported', 'foreign'].map((name) => path.join(folder, `${name}.json`)) as [string, string];
    writeFileSync(exported, JSON.stringify(await handle.history()));
    writeFileSync(foreign, await storedHistory(client, handle.workflowId));
    const text = readFileSync(exported, 'utf8');
    expect(text.length).toBeGreaterThan(6 * MEGABYTE);
    expect(text).not.toContain(Buffer.from('temporal.api.sdk.v1.ExternalStorageReference').toString('base64'));
    expect(await replay(exported, { DATABASE_URL: '' })).toContain('replayed: ok');
    expect(await replay(foreign)).toContain('replayed: ok');
    const refused = await replay(foreign, { DATABASE_URL: '' });
    expect(refused).toContain(`${foreign} holds claims of payloads that are in a database`);
    expect(refused).toContain('Set DATABASE_URL to that database');
  });

  test('a client that knows no database starts runs with short inputs, and is told what it cannot read or send', async () => {
    await using bare = await connect({ taskQueue, databaseUrl: '' });
    expect(await bare.flow('takes').run('short')).toBe(5);
    expect(await bare.flow('passes').run({ length: 3 * MEGABYTE })).toMatchObject({ length: 3 * MEGABYTE });
    const closed = await bare.flow('gives').start({ length: 5_000 });
    const what = { status: 'FAILED_PRECONDITION', message: expect.stringContaining('Set DATABASE_URL to that database') as unknown };
    await expect(closed.result()).rejects.toMatchObject(what);
    await expect(closed.history()).rejects.toMatchObject(what);
    expect(await readRunReport(bare.temporal, closed.workflowId)).toMatchObject({ status: 'completed' });
    const sent = bare.flow('takes').run('t'.repeat(3 * MEGABYTE));
    await expect(sent).rejects.toMatchObject({ status: 'OUT_OF_RANGE', details: { bytes: 3 * MEGABYTE + 2, limit: 2_031_616 } });
    await expect(sent).rejects.toThrow('or set DATABASE_URL for clients and workers');
  });
});

describe('while the database is away', () => {
  const taskQueue = 'storage-away';
  let client: DurakitClient;
  beforeAll(async () => {
    client = await connect({ taskQueue });
  });
  afterAll(async () => {
    proxy.open();
    await client.close();
  });
  const startWorker = (): Promise<WorkerProcess> => startWorkerProcess(APP, { taskQueue, env: { DATABASE_URL: proxy.url } });

  test('at write: a result of some kilobytes goes into the history, and the step has run once', async () => {
    await using worker = await startWorker();
    const [log, until] = [path.join(folder, 'small'), path.join(folder, 'small.until')];
    const handle = await client.flow('gives').start({ length: 50_000, log, until });
    await waitUntil('the step runs', () => existsSync(log));
    proxy.shut();
    writeFileSync(until, '');
    expect(await handle.result()).toHaveLength(50_000);
    proxy.open();
    expect(readFileSync(log, 'utf8')).toBe('made\n');
    await waitUntil('it is told', () => worker.output().includes('Long inputs and results stay in the history until it is back.'));
  });

  test('at write: a result of 3 MB is tried for a while, then the step is tried again', async () => {
    await using worker = await startWorker();
    const [log, until] = [path.join(folder, 'large'), path.join(folder, 'large.until')];
    const handle = await client.flow('passes').start({ length: 3 * MEGABYTE, log, until });
    await waitUntil('the step runs', () => existsSync(log));
    proxy.shut();
    writeFileSync(until, '');
    await waitUntil('the step has failed', async () =>
      (await readRunReport(client.temporal, handle.workflowId)).pending.some(({ attempt }) => attempt > 1),
    );
    proxy.open();
    expect(await handle.result()).toMatchObject({ length: 3 * MEGABYTE });
    expect(readFileSync(log, 'utf8')).toBe('made\nmade\n');
    await waitUntil('it is told', () => worker.output().includes('The database of payloads does not answer'));
  });

  test('at read: a run goes on when the database is back', async () => {
    const first = await startWorker();
    const handle = await client.flow('waits').start({ length: 3 * MEGABYTE });
    await waitUntil('the step has ended', async () => (await storedHistory(client, handle.workflowId)).includes('ACTIVITY_TASK_COMPLETED'));
    await first.kill();
    await using second = await startWorker();
    proxy.shut();
    await handle.signal('note', { note: 'go on' });
    await waitUntil('the payload is asked for', () => proxy.refused() > 0);
    proxy.open();
    expect(await handle.result()).toEqual({ length: 3 * MEGABYTE, note: 5 });
    expect(second.output()).toContain('worker ready');
  });
});

describe('without a database, or over the maximum', () => {
  test.each([
    { what: 'no database', env: { DATABASE_URL: '' }, limit: 2_031_616, advice: 'or set DATABASE_URL for clients and workers' },
    {
      what: 'a maximum of 2.5 MB',
      env: { DURAKIT_EXTERNAL_STORAGE_MAXIMUM: '2500000' },
      limit: 2_500_000,
      advice: 'or raise DURAKIT_EXTERNAL_STORAGE_MAXIMUM',
    },
  ])('$what: a result that is too long fails at once, in a step and in flow code', async ({ env, limit, advice }) => {
    const taskQueue = `storage-limit-${limit}`;
    await using worker = await startWorkerProcess(APP, { taskQueue, env });
    await using client = await connect({ taskQueue });
    expect(worker.output()).toContain('worker ready');
    for (const [flow, input, value] of [
      ['gives', { length: 3 * MEGABYTE }, "The result of step 'make'"],
      ['makesInFlow', 3 * MEGABYTE, "The result of flow 'makesInFlow'"],
    ] as const) {
      const failed = client.flow(flow).run(input);
      await expect(failed).rejects.toMatchObject({ status: 'OUT_OF_RANGE', details: { bytes: 3 * MEGABYTE + 2, limit } });
      await expect(failed).rejects.toThrow(`${value} has ${3 * MEGABYTE + 2} bytes of JSON; a run can carry ${limit}.`);
      await expect(failed).rejects.toThrow(advice);
    }
  });
});
