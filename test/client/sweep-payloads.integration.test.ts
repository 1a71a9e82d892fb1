import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { connect } from '../../client/connect.ts';
import type { DurakitClient } from '../../client/durakit-client.ts';
import { sweepPayloads } from '../../client/sweep-payloads.ts';
import { openDatabase, type Database } from '../../providers/postgres/database.ts';
import { createPostgresPayloadStore } from '../../providers/postgres/postgres-payload-store.ts';
import { startWorkerProcess, type WorkerProcess } from '../setup/worker-process.ts';
import { waitUntil } from '../setup/wait-until.ts';

const APP = fileURLToPath(new URL('../workers/storage/storage-app.ts', import.meta.url));
const taskQueue = 'sweep';
const databaseUrl = process.env['DATABASE_URL'] ?? '';
const hash = 'ab'.repeat(32);
let database: Database;
let client: DurakitClient;
let worker: WorkerProcess;

beforeAll(async () => {
  database = openDatabase(databaseUrl);
  client = await connect({ taskQueue });
  worker = await startWorkerProcess(APP, { taskQueue });
});
afterAll(async () => {
  await worker.kill();
  await client.close();
  await database.close();
});

/** As if nobody had used anything since. */
async function age(days: number): Promise<void> {
  await database.pool.query(`update durakit.payloads set used_at = now() - make_interval(days => $1)`, [days]);
}

async function countOf(namespace: string): Promise<number> {
  const { rows } = await database.pool.query<{ count: string }>('select count(*) from durakit.payloads where namespace = $1', [namespace]);
  return Number(rows[0]?.count);
}

test('a sweep deletes what is old and in no history, and keeps what a run refers to, however old it is', async () => {
  const { namespace } = client.temporal.options;
  const handle = await client.flow('waits').start({ length: 3_000_000 });
  const temporal = client.temporal.workflow.getHandle(handle.workflowId);
  await waitUntil('the step has ended', async () => (await temporal.describe()).historyLength > 9);
  // lists are behind by up to a second; here a run is younger than its payloads pretend to be
  await waitUntil('the run is listed', async () => {
    const { count } = await client.temporal.workflow.count(`WorkflowId = "${handle.workflowId}"`);
    return count > 0;
  });
  await createPostgresPayloadStore(database).put(namespace, [{ hash, bytes: new Uint8Array(10) }]);
  const before = await countOf(namespace);
  await age(30);
  const swept = await sweepPayloads(client.temporal, { databaseUrl });
  expect(swept).toMatchObject({ deleted: before - (await countOf(namespace)) });
  expect(swept.runs).toBeGreaterThan(0);
  expect((await createPostgresPayloadStore(database).get(namespace, [hash])).size).toBe(0);
  await worker.kill();
  worker = await startWorkerProcess(APP, { taskQueue });
  await handle.signal('note', { note: 'go on' });
  expect(await handle.result()).toEqual({ length: 3_000_000, note: 5 });
  // what is needed is old no more: the next sweep reads no history
  expect(await sweepPayloads(client.temporal, { databaseUrl })).toEqual({ runs: 0, deleted: 0, bytes: 0 });
});

test('a sweep keeps what was used within the grace period, and what is of another namespace', async () => {
  const { namespace } = client.temporal.options;
  const [store, other] = [createPostgresPayloadStore(database), `other-${randomUUID()}`];
  for (const name of [namespace, other]) await store.put(name, [{ hash, bytes: new Uint8Array(10) }]);
  await age(10);
  expect(await sweepPayloads(client.temporal, { databaseUrl, grace: '30d' })).toEqual({ runs: 0, deleted: 0, bytes: 0 });
  await store.get(namespace, [hash]); // a use
  await sweepPayloads(client.temporal, { databaseUrl });
  expect((await store.get(namespace, [hash])).size).toBe(1);
  expect(await countOf(other)).toBe(1);
  await expect(sweepPayloads(client.temporal, { databaseUrl, grace: '1h' })).rejects.toMatchObject({ status: 'INVALID_ARGUMENT' });
});
