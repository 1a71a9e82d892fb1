import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openDatabase, type Database } from '../../providers/postgres/database.ts';
import { startTestWorker, type TestWorker } from '../../testing.ts';
import { startStoppableProxy } from '../activities/effects/stoppable-proxy.ts';
import { waitUntil } from '../setup/wait-until.ts';
import { startFakeVideoVendor, type FakeVideoVendor } from './fake-video-vendor.ts';

let vendor: FakeVideoVendor;
let database: Database;

beforeAll(async () => {
  vendor = await startFakeVideoVendor();
  database = openDatabase(process.env['DATABASE_URL'] ?? '', { max: 1 });
});
afterAll(async () => {
  await database.close();
  await vendor[Symbol.asyncDispose]();
});

interface StartRow {
  readonly state: string;
  /** From the beginning to the end of the lease. */
  readonly leaseSeconds: number;
}

async function readRow(id: string): Promise<StartRow> {
  const { rows } = await database.pool.query<StartRow>(
    `select state, extract(epoch from leased_until - begun_at)::float8 as "leaseSeconds" from durakit.operations where operation_id = $1`,
    [id],
  );
  return rows[0] ?? { state: 'none', leaseSeconds: 0 };
}

const startWorker = (env: Readonly<Record<string, string>> = {}, taskQueue?: string): Promise<TestWorker> =>
  startTestWorker({
    app: new URL('operations-app.ts', import.meta.url),
    env: { DURAKIT_HEARTBEAT: '2s', VENDOR_URL: vendor.url, DURAKIT_ALLOW_PRIVATE_ADDRESSES: 'true', ...env },
    ...(taskQueue !== undefined && { taskQueue }),
  });

test('a start whose heartbeats are lost is not in doubt while its worker lives: the next try waits for its end', async () => {
  const name = 'silent-start';
  await using proxy = await startStoppableProxy(process.env['TEMPORAL_ADDRESS'] ?? '');
  await using stack = new AsyncDisposableStack();
  const silent = await startWorker({ TEMPORAL_ADDRESS: proxy.address });
  const { operations } = silent.client;
  try {
    const id = await operations.start('fake/plain', JSON.stringify({ name, holds: ['start'] }));
    await waitUntil('the vendor has the request', () => vendor.submits(name) === 1);
    proxy.stop();
    stack.use(await startWorker({}, silent.taskQueue));
    await waitUntil('the server has given the start to another worker', async () => (await operations.get(id)).lastError !== undefined);
    // the lease of a worker that had died would be over before that
    const row = await waitUntil('its lease was renewed for some time', async () => {
      const found = await readRow(id);
      return found.state !== 'intent' || found.leaseSeconds > 25 ? found : undefined;
    });
    expect(row.state).toBe('intent');
    vendor.release(name);
    expect(await operations.result(id)).toMatchObject({ id: vendor.idOf(name), done: true });
    expect([vendor.submits(name), vendor.count(name, 'start')]).toEqual([1, 1]);
  } finally {
    await silent.kill();
    await silent[Symbol.asyncDispose]();
  }
});

test('a worker that dies while it adopts a job leaves the adoption to the next one', async () => {
  const name = 'kill-adopt';
  await using workers = new AsyncDisposableStack();
  let worker = workers.use(await startWorker());
  const prompt = JSON.stringify({ name, holds: ['start', 'list'] });
  const handle = await worker.flow('film').start({ model: 'fake/adopting', prompt });
  for (const held of ['start', 'list'] as const) {
    await waitUntil(`${held} is held`, () => vendor.count(name, held) > 0);
    await worker.kill();
    vendor.release(name, held);
    worker = workers.use(await startWorker({}, worker.taskQueue));
  }
  expect(await handle.result()).toMatchObject({ media: { url: `${vendor.url}/files/${name}` } });
  expect([vendor.submits(name), vendor.count(name, 'list')]).toEqual([1, 2]);
});
