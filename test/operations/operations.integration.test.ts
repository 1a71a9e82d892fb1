import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { FlowHandle } from '../../engine/flow-handle.ts';
import type { BlobReference } from './blob-reference.ts';
import { startTestWorker, type TestWorker } from '../../testing.ts';
import { waitUntil } from '../setup/wait-until.ts';
import { startFakeVideoVendor, type FakeVideoVendor } from './fake-video-vendor.ts';
import { KILL_CASES, VENDOR_CASES, type OperationCase } from './operation-cases.ts';

let vendor: FakeVideoVendor;
let worker: TestWorker;

const startWorker = (taskQueue?: string): Promise<TestWorker> =>
  startTestWorker({
    app: new URL('operations-app.ts', import.meta.url),
    // a death is noticed soon
    env: { DURAKIT_HEARTBEAT: '2s', VENDOR_URL: vendor.url, DURAKIT_ALLOW_PRIVATE_ADDRESSES: 'true' },
    ...(taskQueue !== undefined && { taskQueue }),
  });

beforeAll(async () => {
  vendor = await startFakeVideoVendor();
  worker = await startWorker();
});

afterAll(async () => {
  await worker[Symbol.asyncDispose]();
  await vendor[Symbol.asyncDispose]();
});

const startFilm = ({ model, script }: OperationCase): Promise<FlowHandle> =>
  worker.flow('film').start({ model, prompt: JSON.stringify(script) });

/** Of the flow that waited for it. */
async function checkEnd({ script: { name }, submits, end }: OperationCase, handle: FlowHandle): Promise<void> {
  if (end.state !== 'done') {
    await expect(handle.result()).rejects.toThrow(end.state === 'failed' ? end.message : 'Generation blocked: all was filtered.');
  } else {
    const result = (await handle.result()) as {
      readonly part: { readonly media: { readonly url: string }; readonly metadata: BlobReference };
    };
    const { media, metadata } = result.part;
    const uri = `durakit://blob/${vendor.sha256(name)}`;
    // the third look found it done, the fourth one was for its URL
    const url = `${vendor.url}/files/${name}${end.copy === 'renewed' ? '?look=4' : ''}`;
    expect(media.url).toBe(end.copy === 'replaces' ? uri : url);
    if (end.copy === 'gone') expect(metadata).toMatchObject({ blobError: { status: 'NOT_FOUND' } });
    else expect(metadata).toEqual({ blob: { uri, sha256: vendor.sha256(name), size: 200_000, contentType: 'video/mp4' } });
  }
  expect([name, vendor.submits(name)]).toEqual([name, submits]);
}

describe('faults of the vendor', () => {
  test.each(VENDOR_CASES.map((row) => [row.script.name, row] as const))('%s', async (name, row) => {
    const handle = await startFilm(row);
    if (row.meanwhile === 'cancel') {
      const [held = 'start'] = row.script.holds ?? [];
      await waitUntil(`${held} of ${name} is held`, () => vendor.count(name, held) > 0);
      await handle.cancel();
      vendor.release(name);
    }
    await checkEnd(row, handle);
    const isStopped = row.meanwhile === 'cancel' || row.model === 'fake/hurried';
    if (isStopped) expect(vendor.isCancelled(name)).toBe(true);
  });
});

test('a worker that is killed between any two exchanges pays for nothing twice and loses nothing', async () => {
  const handles = await Promise.all(KILL_CASES.map((row) => startFilm(row)));
  for (const [index, { script, meanwhile }] of KILL_CASES.entries()) {
    const [held = 'start'] = script.holds ?? [];
    if (meanwhile === 'cancel') {
      await waitUntil(`${script.name} runs`, () => vendor.count(script.name, 'look') > 0);
      await handles[index]?.cancel();
    }
    await waitUntil(`${held} of ${script.name} is held`, () => vendor.count(script.name, held) > 0);
  }
  await worker.kill();
  for (const { script } of KILL_CASES) vendor.release(script.name);
  worker = await startWorker(worker.taskQueue);

  const { operations } = worker.client;
  const asking = KILL_CASES.filter(({ answer }) => answer !== undefined);
  const doubtful = await waitUntil('those in doubt ask', async () => {
    const listed = [];
    for await (const operation of operations.list({ model: 'fake/asking', status: 'in_doubt' })) listed.push(operation.id);
    return listed.length === asking.length ? listed : undefined;
  });
  for (const id of doubtful) {
    // which is which is in the request that the history holds: the vendor knows it by its key
    const [question] = await operations.interrupts(id);
    const name = vendor.nameOf((question?.interrupt as { idempotencyKey: string }).idempotencyKey);
    const row = asking.find(({ script }) => script.name === name);
    await operations.respond(id, row?.answer === 'retry' ? { retry: true } : { operation: { id: vendor.idOf(name) } });
  }
  for (const [index, row] of KILL_CASES.entries()) await checkEnd(row, handles[index] as FlowHandle);
});
