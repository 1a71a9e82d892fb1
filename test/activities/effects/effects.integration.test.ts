import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { connect } from '../../../client/connect.ts';
import type { DurakitClient } from '../../../client/durakit-client.ts';
import type { FlowHandle } from '../../../engine/flow-handle.ts';
import { waitUntil } from '../../setup/wait-until.ts';
import { startWorkerProcess, type WorkerProcess } from '../../setup/worker-process.ts';
import { startStoppableProxy } from './stoppable-proxy.ts';

const APP = fileURLToPath(new URL('./effects-app.ts', import.meta.url));
const taskQueue = 'effects';
let client: DurakitClient;
let database: Client;
let folder: string;
let worker: WorkerProcess;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'durakit-effects-'));
  client = await connect({ taskQueue });
  database = new Client({ connectionString: process.env['DATABASE_URL'] });
  await database.connect();
  worker = await startWorkerProcess(APP, { taskQueue });
});

afterAll(async () => {
  await worker.kill();
  await database.end();
  await client.close();
});

const fileOf = (name: string): string => path.join(folder, name);
const linesOf = (file: string): string[] => (existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : []);
/** The ledger without the ids. */
const wordsOf = (file: string): string[] => linesOf(file).map((line) => line.split(' ', 1).join(''));
const holds = (file: string): Promise<boolean> => waitUntil(`${file} holds`, () => linesOf(file).includes('holds'));

interface Row {
  readonly state: string;
  readonly call_id: string;
  readonly outcome: string | null;
}

async function rowsOf(workflowId: string): Promise<Row[]> {
  const { rows } = await database.query<Row>('select * from durakit.tool_effects where workflow_id = $1 order by begun_at', [workflowId]);
  return rows;
}

/** kill -9, the release of whatever holds, another worker. */
async function replaceWorker(file: string): Promise<void> {
  await worker.kill();
  writeFileSync(`${file}.release`, '');
  worker = await startWorkerProcess(APP, { taskQueue });
}

/** While `work` runs no row can be written; writers that wait then are ended, as their worker was. */
async function withLockedTable(work: () => Promise<void>): Promise<void> {
  await database.query('begin');
  await database.query('lock table durakit.tool_effects in exclusive mode');
  await work();
  await database.query("select pg_terminate_backend(pid) from pg_locks where relation = 'durakit.tool_effects'::regclass and not granted");
  await database.query('rollback');
}

async function writerWaits(): Promise<boolean> {
  return await waitUntil('a row waits to be written', async () => {
    const { rowCount } = await database.query("select 1 from pg_locks where relation = 'durakit.tool_effects'::regclass and not granted");
    return rowCount !== 0;
  });
}

describe('a refund is paid once when its worker is killed', () => {
  test('before the intent is written: it is run', async () => {
    const file = fileOf('before-intent');
    let handle: FlowHandle | undefined;
    await withLockedTable(async () => {
      handle = await client.flow('direct').start({ file, hold: 'never' });
      await writerWaits();
      await worker.kill();
    });
    worker = await startWorkerProcess(APP, { taskQueue });
    await handle?.result();
    expect(wordsOf(file)).toEqual(['begins', 'refunded']);
  });

  test('before it took effect: reconcile says so, and it is run', async () => {
    const file = fileOf('before-effect');
    const handle = await client.flow('direct').start({ file, hold: 'before' });
    await holds(file);
    await replaceWorker(file);
    const result = (await handle.result()) as { receipt: string };
    expect(wordsOf(file)).toEqual(['begins', 'holds', 'reconciles', 'begins', 'holds', 'refunded']);
    expect(await rowsOf(handle.workflowId)).toMatchObject([
      { state: 'returned', call_id: result.receipt, outcome: JSON.stringify(result) },
    ]);
  });

  test('after it took effect: reconcile gives the receipt, and it is not run', async () => {
    const file = fileOf('after-effect');
    const handle = await client.flow('direct').start({ file, hold: 'after' });
    await holds(file);
    await replaceWorker(file);
    const [{ call_id: receipt } = { call_id: '' }] = await rowsOf(handle.workflowId);
    expect(await handle.result()).toEqual({ receipt });
    expect(linesOf(file)).toEqual(['begins', `refunded ${receipt}`, 'holds', 'reconciles']);
  });

  test('after its function, before the outcome is written: reconcile gives the receipt', async () => {
    const file = fileOf('before-outcome');
    const handle = await client.flow('direct').start({ file, hold: 'after' });
    await holds(file);
    await withLockedTable(async () => {
      writeFileSync(`${file}.release`, '');
      await writerWaits();
      await worker.kill();
    });
    expect(await rowsOf(handle.workflowId)).toMatchObject([{ state: 'intent' }]);
    worker = await startWorkerProcess(APP, { taskQueue });
    await handle.result();
    expect(wordsOf(file)).toEqual(['begins', 'refunded', 'holds', 'reconciles']);
  });

  test('after the outcome is written, before Temporal knows: the outcome is given', async () => {
    const file = fileOf('after-outcome');
    await worker.kill();
    await using proxy = await startStoppableProxy(process.env['TEMPORAL_ADDRESS'] ?? '');
    worker = await startWorkerProcess(APP, { taskQueue, env: { TEMPORAL_ADDRESS: proxy.address } });
    const handle = await client.flow('direct').start({ file, hold: 'after' });
    await holds(file);
    proxy.stop();
    writeFileSync(`${file}.release`, '');
    await waitUntil('the outcome is written', async () => (await rowsOf(handle.workflowId))[0]?.state === 'returned');
    await replaceWorker(file);
    await handle.result();
    expect(wordsOf(file)).toEqual(['begins', 'refunded', 'holds']);
  });

  test('in a step that called it: the step runs again and gets the outcome', async () => {
    const file = fileOf('in-step');
    const handle = await client.flow('inStep').start({ file, hold: 'never' });
    await holds(file);
    await replaceWorker(file);
    const [{ call_id: receipt } = { call_id: '' }] = await rowsOf(handle.workflowId);
    expect(await handle.result()).toEqual({ receipt });
    expect(wordsOf(file)).toEqual(['begins', 'refunded', 'holds', 'holds']);
  });

  test('gently, by a worker that is told to stop: the next one asks reconcile', async () => {
    const file = fileOf('stopped');
    const handle = await client.flow('direct').start({ file, hold: 'before' });
    await holds(file);
    expect(await worker.kill('SIGTERM')).toBe(0);
    expect(await rowsOf(handle.workflowId)).toMatchObject([{ state: 'intent' }]);
    await replaceWorker(file);
    await handle.result();
    expect(wordsOf(file)).toEqual(['begins', 'holds', 'reconciles', 'begins', 'holds', 'refunded']);
  });

  test('in a journaled flow: calls that are alike are told apart, and the one in doubt is cleared up', async () => {
    const file = fileOf('journaled');
    const handle = await client.flow('journaled').start({ file, hold: 'after' });
    await holds(file);
    await replaceWorker(file);
    const receipts = ((await handle.result()) as { receipt: string }[]).map(({ receipt }) => receipt);
    expect(new Set(receipts).size).toBe(3);
    expect(linesOf(file).filter((line) => line.startsWith('refunded'))).toEqual(receipts.map((receipt) => `refunded ${receipt}`));
    expect(wordsOf(file).at(-1)).toBe('reconciles');
  });
});

describe('a call in doubt that nothing can clear up', () => {
  async function startInDoubt(name: string, flow = 'answered'): Promise<{ file: string; handle: FlowHandle }> {
    const file = fileOf(name);
    const handle = await client.flow(flow).start({ tool: 'blindRefund', input: { file, hold: 'after' } });
    await holds(file);
    await replaceWorker(file);
    await waitUntil('it asks', async () => (await handle.interrupts()).length > 0);
    return { file, handle };
  }

  test.each(['answered', 'answeredJournaled'])('asks a person, whose answer counts; it is not run again: %s', async (flow) => {
    const { file, handle } = await startInDoubt(flow, flow);
    const [row] = await rowsOf(handle.workflowId);
    const since: unknown = expect.any(String);
    expect(await handle.interrupts()).toMatchObject([
      { name: 'blindRefund', restartable: true, interrupt: { inDoubt: true, callId: row?.call_id, tool: 'blindRefund', since } },
    ]);
    await handle.respond('blindRefund', { receipt: 'seen at the bank' });
    expect(await handle.result()).toBe('{"receipt":"seen at the bank"}');
    expect(wordsOf(file)).toEqual(['begins', 'refunded', 'holds']);
  });

  test('runs where the person restarts it: that is another call', async () => {
    const { file, handle } = await startInDoubt('restarted');
    await handle.restart('blindRefund');
    await handle.result();
    const rows = await rowsOf(handle.workflowId);
    expect(rows.map(({ state }) => state)).toEqual(['intent', 'returned']);
    expect(linesOf(file).filter((line) => line.startsWith('refunded'))).toEqual(rows.map((row) => `refunded ${row.call_id}`));
  });

  test('is asked for as often as there are tries; after the last one it is a question', async () => {
    const file = fileOf('closed');
    const handle = await client.flow('direct').start({ file, hold: 'after' });
    await holds(file);
    writeFileSync(`${file}.closed`, '');
    await replaceWorker(file);
    const error = (await handle.result().catch((reason: unknown) => reason)) as Error & { details: Record<string, unknown> };
    expect(Object.values(error.details)).toEqual([
      expect.objectContaining({ inDoubt: true, tool: 'refund', reason: 'the bank is closed' }),
    ]);
    expect(wordsOf(file)).toEqual(['begins', 'refunded', 'holds', 'reconciles', 'reconciles', 'reconciles', 'reconciles']);
  });

  test('is an error of the flow that calls the tool itself', async () => {
    const file = fileOf('unregistered');
    const handle = await client.flow('unregistered').start({ file, hold: 'after' });
    await holds(file);
    await replaceWorker(file);
    await expect(handle.result()).rejects.toMatchObject({
      status: 'FAILED_PRECONDITION',
      message: expect.stringContaining('asks for an answer'),
    });
    expect(wordsOf(file)).toEqual(['begins', 'refunded', 'holds']);
  });
});

test('what the tool throws is its outcome: it is not tried again', async () => {
  const file = fileOf('throws');
  const handle = await client.flow('direct').start({ file, hold: 'never', fails: true });
  await expect(handle.result()).rejects.toMatchObject({ status: 'INTERNAL', message: 'the bank is closed' });
  expect(wordsOf(file)).toEqual(['begins']);
  expect(await rowsOf(handle.workflowId)).toMatchObject([{ state: 'threw', outcome: expect.stringContaining('the bank is closed') }]);
});

test('a question of the tool itself leaves no row; its restart runs', async () => {
  const file = fileOf('asking');
  const handle = await client.flow('answered').start({ tool: 'asking', input: file });
  await waitUntil('it asks', async () => (await handle.interrupts()).length > 0);
  expect(await rowsOf(handle.workflowId)).toEqual([]);
  await handle.restart('asking');
  expect(await handle.result()).toBe('"sure"');
  expect(await rowsOf(handle.workflowId)).toMatchObject([{ state: 'returned' }]);
});

test('a cancel in the middle leaves the intent', async () => {
  const file = fileOf('cancelled');
  const handle = await client.flow('direct').start({ file, hold: 'before' });
  await holds(file);
  await handle.cancel();
  await expect(handle.result()).rejects.toMatchObject({ status: 'CANCELLED' });
  expect(await rowsOf(handle.workflowId)).toMatchObject([{ state: 'intent', outcome: null }]);
});
