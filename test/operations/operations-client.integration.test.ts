import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { ModelOperation } from '../../plugin.ts';
import { createWebhookHandler } from '../../server.ts';
import { startTestWorker, type TestWorker } from '../../testing.ts';
import { waitUntil } from '../setup/wait-until.ts';
import { startFakeVideoVendor, type FakeVideoVendor } from './fake-video-vendor.ts';

let vendor: FakeVideoVendor;
let worker: TestWorker;

beforeAll(async () => {
  vendor = await startFakeVideoVendor();
  worker = await startTestWorker({
    app: new URL('operations-app.ts', import.meta.url),
    env: { VENDOR_URL: vendor.url, DURAKIT_ALLOW_PRIVATE_ADDRESSES: 'true' },
  });
});

afterAll(async () => {
  await worker[Symbol.asyncDispose]();
  await vendor[Symbol.asyncDispose]();
});

const script = (name: string, more: object = {}): string => JSON.stringify({ name, ...more });
const isPolled = (id: string): Promise<boolean> =>
  worker.client.operations.get(id).then(({ phase, operation }) => phase === 'polling' && operation !== undefined);

/** `OPERATION_LOOKS=400` is a job of hours. */
const LOOKS = Number(process.env['OPERATION_LOOKS'] ?? 20);

test(
  'a job of many looks has as short a history as one of two, and tells its progress',
  async () => {
    const { operations } = worker.client;
    const short = await operations.start('fake/plain', script('short', { looks: 2 }));
    const id = await operations.start('fake/plain', script('long', { looks: LOOKS }), { id: 'long' });
    const seen = await waitUntil('its progress is seen', async () => {
      const { operation, looks = 0 } = await operations.get(id);
      return operation?.metadata?.['progress'] !== undefined && looks > 3 ? operation : undefined;
    });
    expect(seen).toMatchObject({ id: vendor.idOf('long'), action: '/background-model/fake/plain' });
    // the same id is the same operation
    expect(await operations.start('fake/plain', script('long', { looks: LOOKS }), { id: 'long' })).toBe(id);

    expect(await operations.result(id)).toMatchObject({ id: vendor.idOf('long'), done: true });
    expect(vendor.count('long', 'look')).toBe(LOOKS + 1);
    expect(vendor.submits('long')).toBe(1);
    await operations.result(short);
    const [ofLong, ofShort] = [await operations.get(id), await operations.get(short)];
    expect({ status: ofLong.status, phase: ofLong.phase }).toEqual({ status: 'completed', phase: undefined });
    expect(ofLong.historyEvents).toBe(ofShort.historyEvents);
    expect(ofLong.historyEvents).toBeLessThanOrEqual(40);
  },
  120_000 + LOOKS * 3_000,
);

test('what generateOperation started goes on after its flow, and can be found by the operation', async () => {
  const { operations } = worker.client;
  const started = (await (await worker.flow('begin').start({ model: 'fake/plain', prompt: script('begun') })).result()) as ModelOperation;
  expect(started).toMatchObject({ id: vendor.idOf('begun'), done: false, action: '/background-model/fake/plain' });
  const result = await operations.result(started);
  expect(result.output?.message?.content[0]).toMatchObject({ metadata: { blob: { sha256: vendor.sha256('begun') } } });
  expect(vendor.submits('begun')).toBe(1);
});

test('checkOperation gives what the run that follows a job knows, and asks the vendor about other jobs', async () => {
  const { operations } = worker.client;
  const check = async (operation: ModelOperation): Promise<ModelOperation> =>
    (await (await worker.flow('look').start(operation)).result()) as ModelOperation;
  const begun = async (): Promise<ModelOperation> =>
    (await (await worker.flow('begin').start({ model: 'fake/slow', prompt: script('watched') })).result()) as ModelOperation;
  const watched = await begun();
  expect(await check(watched)).toMatchObject({ id: watched.id, done: false });
  expect(vendor.count('watched', 'look')).toBe(0);
  await operations.cancel(watched);
  await expect(operations.result(watched)).rejects.toThrow('CANCELLED');
  // nobody follows it any more
  expect(await check(watched)).toMatchObject({ done: true, error: { message: 'cancelled' } });

  const id = await operations.start('fake/plain', script('checked'));
  const ended = await operations.result(id);
  const asked = vendor.count('checked', 'look');
  const job = { id: vendor.idOf('checked'), action: '/background-model/fake/plain' };
  expect(await check(job)).toEqual(ended);
  expect(ended.output?.message?.content[0]).toMatchObject({ metadata: { blob: { sha256: vendor.sha256('checked') } } });
  const failing = await operations.start('fake/plain', script('checked-failure', { failure: 'out of film' }));
  await expect(operations.result(failing)).rejects.toThrow('out of film');
  expect(await check({ ...job, id: vendor.idOf('checked-failure') })).toMatchObject({ done: true, error: { message: 'out of film' } });
  expect([vendor.count('checked', 'look'), vendor.count('checked-failure', 'look')]).toEqual([asked, 3]);
});

test('a job that somebody else started is followed; following twice is following once', async () => {
  const { operations } = worker.client;
  const response = await fetch(`${vendor.url}/videos`, { method: 'POST', body: JSON.stringify({ prompt: script('foreign') }) });
  const { id } = (await response.json()) as { id: string };
  const operation = { id, action: '/background-model/fake/plain' };
  const followed = await operations.track(operation);
  expect(await operations.track(operation)).toBe(followed);
  expect(await operations.result(operation)).toMatchObject({ id, done: true });
  const listed = [];
  await waitUntil('it is listed', async () => {
    for await (const { id: found, model } of operations.list({ model: 'fake/plain', status: 'completed' }))
      if (found === followed) listed.push(model);
    return listed.length > 0;
  });
});

test('an operation without an action belongs to nobody', async () => {
  await expect(worker.client.operations.track({ id: 'x' })).rejects.toThrow('INVALID_ARGUMENT: The operation does not say whose it is');
});

test('a cancel reaches the vendor between two looks', async () => {
  const { operations } = worker.client;
  const id = await operations.start('fake/slow', script('stopped', { looks: 9 }));
  await waitUntil('it waits for its first look', () => isPolled(id));
  await operations.cancel(id, 'no longer wanted');
  await expect(operations.result(id)).rejects.toThrow('CANCELLED');
  const operation = { id: vendor.idOf('stopped'), action: '/background-model/fake/slow' };
  expect(await operations.get(id)).toMatchObject({ status: 'cancelled', operation });
  expect(vendor.isCancelled('stopped')).toBe(true);
});

const SECRET = `whsec_${Buffer.from('a secret of the vendor').toString('base64')}`;

interface Call {
  readonly id: string;
  readonly body: unknown;
  readonly seconds?: number;
  readonly secret?: string;
}

/** By the Standard Webhooks scheme. */
function toCall({ id, body, seconds = Math.floor(Date.now() / 1000), secret = SECRET }: Call): Request {
  const text = JSON.stringify(body);
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${seconds}.${text}`).digest('base64');
  return new Request('http://localhost/webhooks/fake', {
    method: 'POST',
    body: text,
    headers: { 'webhook-id': id, 'webhook-timestamp': String(seconds), 'webhook-signature': `v1,bm8= v1,${signature}` },
  });
}

test('200 jobs on one worker end by their webhooks, long before their next look', async () => {
  const { operations } = worker.client;
  const names = Array.from({ length: 200 }, (_, index) => `many-${index}`);
  const ids = await Promise.all(
    names.map((name) => operations.start('fake/slow', script(name, { looks: 9, filtered: true }), { id: name })),
  );
  await waitUntil('all are started', () => names.every((name) => vendor.submits(name) === 1), 120_000);
  for (const id of ids) await waitUntil(`${id} waits for its first look`, () => isPolled(id));
  for (const name of names) vendor.finish(name);

  const handler = createWebhookHandler({
    client: worker.client,
    vendors: { fake: { secrets: [SECRET], operationOf: (body) => (body as { operation: string }).operation } },
  });
  for (const id of ids) expect((await handler.fetch(toCall({ id: `call of ${id}`, body: { operation: id } }))).status).toBe(204);
  const results = await Promise.all(ids.map((id) => operations.result(id)));
  expect(results.every(({ done }) => done === true)).toBe(true);
  expect(names.map((name) => vendor.submits(name))).toEqual(names.map(() => 1));
}, 240_000);

test('a webhook that is not genuine is refused, and a repeated one is', async () => {
  const handler = createWebhookHandler({
    client: worker.client,
    vendors: { fake: { secrets: [SECRET], operationOf: () => undefined } },
  });
  const other = `whsec_${Buffer.from('another secret').toString('base64')}`;
  const old = Math.floor(Date.now() / 1000) - 400;
  const codes = async (...calls: Request[]): Promise<number[]> => {
    const answers = [];
    for (const call of calls) answers.push((await handler.fetch(call)).status);
    return answers;
  };
  expect(
    await codes(
      toCall({ id: 'one', body: {} }),
      toCall({ id: 'one', body: {} }),
      toCall({ id: 'two', body: {}, secret: other }),
      toCall({ id: 'three', body: {}, seconds: old }),
      toCall({ id: 'four', body: {}, seconds: old + 800 }),
      new Request('http://localhost/webhooks/fake', { method: 'POST', body: '{}' }),
      new Request('http://localhost/webhooks/nobody', { method: 'POST', body: '{}' }),
      toCall({ id: 'two', body: {} }),
    ),
  ).toEqual([204, 409, 401, 401, 401, 401, 404, 204]);
});

test("a plugin's model that nobody knew when the bundle was made is found by the worker", async () => {
  const result = await worker.flow('film').start({ model: 'late/video', prompt: script('late') });
  expect(await result.result()).toMatchObject({ media: { url: `${vendor.url}/files/late` } });
  const started = (await (
    await worker.flow('begin').start({ model: 'late/other', prompt: script('late-begun') })
  ).result()) as ModelOperation;
  expect(started.action).toBe('/background-model/late/other');
  expect(await (await worker.flow('look').start(started)).result()).toMatchObject({ id: started.id, action: started.action });
  await expect((await worker.flow('stop').start(started)).result()).rejects.toThrow(
    'UNIMPLEMENTED: Background action /background-model/late/other does not support cancellation.',
  );
  expect([vendor.submits('late'), vendor.submits('late-begun')]).toEqual([1, 1]);
});

test('a journaled flow that runs again pays once', async () => {
  const handle = await worker.flow('journaledFilm').start([script('journaled', { holds: ['look'] }), script('journaled-second')]);
  await waitUntil('its first job is looked at', () => vendor.count('journaled', 'look') > 0);
  vendor.release('journaled');
  expect(await handle.result()).toEqual({ url: `${vendor.url}/files/journaled`, id: vendor.idOf('journaled-second') });
  expect([vendor.submits('journaled'), vendor.submits('journaled-second')]).toEqual([1, 1]);
});
