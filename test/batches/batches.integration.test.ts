import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { startTestWorker, type TestWorker } from '../../testing.ts';
import type { LineAnswer } from '../providers/background/fake-openai-batches.ts';
import { waitUntil } from '../setup/wait-until.ts';
import { startFakeBatchVendor, toCompletion, type Exchange, type FakeBatchVendor } from './fake-batch-vendor.ts';

jest.setTimeout(3 * 60_000);

/** A batch is sent when it is full. */
const PATIENT = { window: 120_000, size: 2, within: 300_000 };

let vendor: FakeBatchVendor;
let worker: TestWorker;

const startWorker = (taskQueue?: string): Promise<TestWorker> =>
  startTestWorker({
    app: new URL('batches-app.ts', import.meta.url),
    env: { VENDOR_URL: vendor.url },
    ...(taskQueue !== undefined && { taskQueue }),
  });

/** The last message is the question. */
const answer: LineAnswer = ({ body }) => {
  const { content: question } = (body['messages'] as { content: string }[]).at(-1) ?? { content: '' };
  if (question === 'refuse') return { status_code: 400, body: { error: { message: 'too naughty', code: 'content_filter' } } };
  if (question !== 'use the tool') return { status_code: 200, body: toCompletion(`answer to ${question}`, body) };
  const call = { id: 'call_1', type: 'function', function: { name: 'weather', arguments: '{"city":"Porto"}' } };
  return { status_code: 200, body: toCompletion('', body, [call]) };
};

beforeAll(async () => {
  vendor = await startFakeBatchVendor(answer);
  worker = await startWorker();
});

afterAll(async () => {
  await worker[Symbol.asyncDispose]();
  await vendor[Symbol.asyncDispose]();
});

test('calls of several runs are one batch; each has its answer, and one that is refused its own error', async () => {
  const before = vendor.batches.submits;
  const prompts = ['one', 'two', 'refuse'];
  const runs = await Promise.all(prompts.map((prompt) => worker.flow('ask').start({ ...PATIENT, prompt, size: 3 })));
  const [one, two, refused] = await Promise.allSettled(runs.map((run) => run.result()));
  expect(one).toEqual({ status: 'fulfilled', value: { text: 'answer to one', tokens: 7 } });
  expect(two).toEqual({ status: 'fulfilled', value: { text: 'answer to two', tokens: 7 } });
  expect(refused).toMatchObject({ status: 'rejected', reason: { message: expect.stringContaining('too naughty') } });
  expect(vendor.batches.submits).toBe(before + 1);
  expect(vendor.batches.lines).toHaveLength(3);
  const history = JSON.stringify(await runs[0]?.history());
  expect(history.match(/ACTIVITY_TASK_SCHEDULED/g)).toHaveLength(1);
});

test('a tool that the answer asks for is run, and the rest of the conversation is asked directly', async () => {
  const before = vendor.batches.submits;
  const run = await worker.flow('askWithTool').start({ ...PATIENT, prompt: 'use the tool', window: 100 });
  expect(await run.result()).toEqual({ text: 'told by the tool', tokens: 14 });
  expect(vendor.batches.submits).toBe(before + 1);
  expect(vendor.exchanges.filter((exchange) => exchange === 'chat')).toHaveLength(1);
});

test('a model whose plugin has no batches is refused', async () => {
  await expect(worker.flow('askPlain').run()).rejects.toMatchObject({ status: 'UNIMPLEMENTED' });
});

describe('a batch that nobody waits for any more is cancelled', () => {
  const isCancelled = (): boolean => vendor.exchanges.at(-1) !== undefined && vendor.batches.cancelled > 0;

  test('because all its runs were cancelled', async () => {
    const { arrived, release } = vendor.hold('poll');
    const late = await worker.flow('ask').start({ ...PATIENT, prompt: 'late' });
    const cancelled = await worker.flow('ask').start({ ...PATIENT, prompt: 'never mind' });
    await Promise.race([arrived, late.result(), cancelled.result()]);
    await cancelled.cancel();
    await expect(cancelled.result()).rejects.toMatchObject({ status: 'CANCELLED' });
    expect(vendor.batches.cancelled).toBe(0);
    await late.cancel();
    await expect(late.result()).rejects.toMatchObject({ status: 'CANCELLED' });
    await waitUntil('the vendor is asked to stop', isCancelled);
    release();
  });
});

test('a request that is not answered in time fails with DEADLINE_EXCEEDED', async () => {
  const { release } = vendor.hold('poll');
  await expect(worker.flow('ask').run({ ...PATIENT, prompt: 'too late', window: 50, within: 2_000 })).rejects.toMatchObject({
    status: 'DEADLINE_EXCEEDED',
  });
  release();
});

test.each<Exchange>(['upload', 'create', 'poll', 'results'])(
  'a worker that is killed during %s pays once and loses nothing',
  async (exchange) => {
    const before = vendor.batches.submits;
    const { arrived, release } = vendor.hold(exchange);
    const prompts = [`${exchange} 1`, `${exchange} 2`];
    const runs = await Promise.all(prompts.map((prompt) => worker.flow('ask').start({ ...PATIENT, prompt })));
    // a run that ends before that has failed
    await Promise.race([arrived, ...runs.map((run) => run.result())]);
    await worker.kill();
    release();
    worker = await startWorker(worker.taskQueue);
    const results = await Promise.all(runs.map((run) => worker.client.handle(run.workflowId).result()));
    expect(results).toEqual(prompts.map((prompt) => ({ text: `answer to ${prompt}`, tokens: 7 })));
    expect(vendor.batches.submits).toBe(before + 1);
  },
);

test('a worker that is killed while requests are collected loses none', async () => {
  const before = vendor.batches.submits;
  const run = await worker.flow('ask').start({ ...PATIENT, prompt: 'first' });
  await waitUntil('it waits', async () =>
    JSON.stringify(await worker.client.handle(run.workflowId).history()).includes('ACTIVITY_TASK_SCHEDULED'),
  );
  await worker.kill();
  worker = await startWorker(worker.taskQueue);
  const other = await worker.flow('ask').start({ ...PATIENT, prompt: 'second' });
  expect(await worker.client.handle(run.workflowId).result()).toEqual({ text: 'answer to first', tokens: 7 });
  expect(await other.result()).toEqual({ text: 'answer to second', tokens: 7 });
  expect(vendor.batches.submits).toBe(before + 1);
});
