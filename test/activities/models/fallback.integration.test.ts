import { fileURLToPath } from 'node:url';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { connect } from '../../../client/connect.ts';
import type { DurakitClient } from '../../../client/durakit-client.ts';
import type { FlowHandle } from '../../../engine/flow-handle.ts';
import { startFaultServer, type FaultServer } from '../../providers/models/fault-server/fault-server.ts';
import { toFaults, type Fault } from '../../providers/models/fault-server/fault.ts';
import { startWorkerProcess, type WorkerProcess } from '../../setup/worker-process.ts';
import { waitUntil } from '../../setup/wait-until.ts';

const APP = fileURLToPath(new URL('./fallback-app.ts', import.meta.url));
const taskQueue = 'fallback';

let server: FaultServer;
let client: DurakitClient;
let worker: WorkerProcess;

const startWorker = (): Promise<WorkerProcess> => startWorkerProcess(APP, { taskQueue, env: { FAULT_SERVER: server.url } });

/** Names that no other test has: cool-downs are everybody's. */
function createModels(): { names: string[]; keys: string[] } {
  const names = ['gpt', 'claude', 'llama'].map((vendor) => `${vendor}-${randomUUID()}`);
  return { names, keys: [`gpt/${names[0]}`, `anthropic/${names[1]}`, `ollama/${names[2]}`] };
}

const start = async (input: object): Promise<FlowHandle> => await client.flow('askAny').start(input);
const counts = (names: readonly string[]): number[] => names.map((name) => server.log(name).length);

beforeAll(async () => {
  server = await startFaultServer();
  client = await connect({ taskQueue });
  worker = await startWorker();
});

afterAll(async () => {
  await worker.kill();
  await client.close();
  await server[Symbol.asyncDispose]();
});

test('a wait that is too long sends the call to the next model; each decision is in the response', async () => {
  const { names, keys } = createModels();
  server.script(names[0] ?? '', [{ kind: 'rate_limit', form: 'seconds', milliseconds: 30_000 }]);
  server.script(names[1] ?? '', toFaults(500, 529));
  const handle = await start({ models: keys });
  expect(await handle.result()).toMatchObject({
    text: 'Hello.',
    model: keys[2],
    attempts: [
      { model: keys[0], outcome: 'failed', class: 'rate_limit', retryAfterMs: 30_000 },
      { model: keys[1], outcome: 'failed', class: 'overloaded' },
      { model: keys[2], outcome: 'answered' },
    ],
  });
  expect(counts(names)).toEqual([1, 2, 1]);
});

test('a model that was given up is left alone by all workers while it cools down', async () => {
  const { names, keys } = createModels();
  server.script(names[0] ?? '', toFaults(500, 500));
  await (await start({ models: keys, cooldown: 60_000 })).result();
  await worker.kill();
  worker = await startWorker();
  expect(await (await start({ models: keys, cooldown: 60_000 })).result()).toMatchObject({
    model: keys[1],
    attempts: [
      { model: keys[0], outcome: 'failed', class: 'overloaded', message: expect.stringContaining('is left alone until') },
      { outcome: 'answered' },
    ],
  });
  expect(counts(names)).toEqual([2, 2, 0]);
  // nobody is left behind the last one: it is asked all the same
  expect(await (await start({ models: keys.slice(0, 1), cooldown: 60_000 })).result()).toMatchObject({ text: 'Hello.' });
});

test('where all of them fail, the error tells of all of them', async () => {
  const { names, keys } = createModels();
  for (const name of names) server.script(name, toFaults(500, 500));
  const handle = await start({ models: keys });
  await expect(handle.result()).rejects.toMatchObject({
    status: 'UNAVAILABLE',
    details: { class: 'overloaded', attempts: keys.map((model) => ({ model, outcome: 'failed', class: 'overloaded' })) },
  });
  expect(counts(names)).toEqual([2, 2, 2]);
});

test('an error that no other model mends ends the call', async () => {
  const { names, keys } = createModels();
  server.script(names[0] ?? '', toFaults('unauthorized'));
  await expect((await start({ models: keys })).result()).rejects.toMatchObject({ status: 'UNAUTHENTICATED', details: { class: 'auth' } });
  expect(counts(names)).toEqual([1, 0, 0]);
});

test('kill -9 behind a decision: the first model is not asked again', async () => {
  const { names, keys } = createModels();
  server.script(names[0] ?? '', toFaults(500, 500));
  server.script(names[1] ?? '', toFaults('mute'));
  const handle = await start({ models: keys });
  await waitUntil('the second model is asked', () => counts(names)[1] === 1);
  await worker.kill();
  worker = await startWorker();
  expect(await handle.result()).toMatchObject({ model: keys[1], attempts: [{ class: 'overloaded' }, { outcome: 'answered' }] });
  expect(counts(names)).toEqual([2, 2, 0]);
});

test('no policy and no faults make more requests than allowed', async () => {
  const faults: readonly Fault[] = [
    ...toFaults(500, 529, 'cut', 'reset_before', 'broken_json', 'overflow', 'refusal', 'quota', 'answer'),
    { kind: 'rate_limit' },
  ];
  const pick = createPicker(20_261_121);
  const runs = await Promise.all(
    Array.from({ length: 12 }, async () => {
      const { names, keys } = createModels();
      for (const name of names)
        server.script(
          name,
          Array.from({ length: 6 }, () => faults[pick(faults.length)] ?? { kind: 'answer' }),
        );
      const maxAttempts = 1 + pick(3);
      const models = keys.slice(0, 1 + pick(3));
      const handle = await start({ models, maxAttempts, maxWait: 50 });
      await handle.result().catch(() => undefined);
      return { names, maxAttempts, asked: models.length };
    }),
  );
  for (const { names, maxAttempts, asked } of runs) {
    const requests = counts(names);
    expect(requests.slice(asked)).toEqual(Array.from({ length: 3 - asked }, () => 0));
    expect(Math.max(...requests)).toBeLessThanOrEqual(maxAttempts);
  }
});

/** The same choices in every run (a linear congruential generator). */
function createPicker(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return Math.floor((state / 2 ** 32) * below);
  };
}
