import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { connect } from '../../../client/connect.ts';
import type { DurakitClient } from '../../../client/durakit-client.ts';
import { DurakitError } from '../../../schemas/durakit-error.ts';
import { startFaultServer, type FaultServer } from '../../providers/models/fault-server/fault-server.ts';
import { toFaults } from '../../providers/models/fault-server/fault.ts';
import { startWorkerProcess, type WorkerProcess } from '../../setup/worker-process.ts';
import { ATTEMPTS, type AttemptsCase } from './attempts-table.ts';

const APP = fileURLToPath(new URL('./model-calls-app.ts', import.meta.url));
const taskQueue = 'model-attempts';
const PLUGINS = { gpt: 'gpt', claude: 'anthropic', gemini: 'googleai', gemma: 'ollama' } as const;

let server: FaultServer;
let client: DurakitClient;
let worker: WorkerProcess;
/** All of them run at once: most of their time they wait. */
const outcomes = new Map<string, Promise<unknown>>();

const modelOf = ({ vendor, name }: AttemptsCase): string => `${vendor}-${ATTEMPTS.findIndex((one) => one.name === name)}`;

async function run(flow: string, input: unknown): Promise<unknown> {
  const handle = await client.flow(flow).start(input);
  return await handle.result().catch((error: unknown) => error);
}

beforeAll(async () => {
  server = await startFaultServer();
  client = await connect({ taskQueue });
  worker = await startWorkerProcess(APP, { taskQueue, env: { FAULT_SERVER: server.url } });
  for (const one of ATTEMPTS) {
    const model = modelOf(one);
    server.script(model, one.faults);
    outcomes.set(
      one.name,
      run('ask', { model: `${PLUGINS[one.vendor]}/${model}`, ...(one.limits !== undefined && { limits: one.limits }) }),
    );
  }
});

afterAll(async () => {
  await worker.kill();
  await client.close();
  await server[Symbol.asyncDispose]();
});

test.each(ATTEMPTS)('$name', async (one) => {
  const outcome = await outcomes.get(one.name);
  if (one.error === undefined) expect(outcome).toBe('Hello.');
  else {
    const { status, ...details } = one.error;
    expect(outcome).toBeInstanceOf(DurakitError);
    expect(outcome).toMatchObject({ status, details });
  }
  const arrived = server.log(modelOf(one));
  expect(arrived.length).toBe(one.requests);
  expect(arrived.every(({ streamed }) => streamed === (one.limits?.streaming ?? true))).toBe(true);
  for (const [index, least] of (one.waits ?? []).entries()) {
    expect((arrived[index + 1]?.at ?? 0) - (arrived[index]?.at ?? 0)).toBeGreaterThanOrEqual(least);
  }
});

test('a stalled stream is closed, not left open', async () => {
  const stalled = ATTEMPTS.filter(({ limits }) => limits?.stallTimeout !== undefined);
  for (const { name } of stalled) await outcomes.get(name);
  const open = stalled.flatMap((one) => server.log(modelOf(one)).filter(({ fault }) => fault.kind === 'stall' || fault.kind === 'mute'));
  expect(open.length).toBeGreaterThanOrEqual(10);
  await Promise.all(open.map(({ closedEarly }) => closedEarly));
});

describe('a model written in code', () => {
  test.each([
    ['RESOURCE_EXHAUSTED', 5],
    ['UNAVAILABLE', 5],
    ['INTERNAL', 5],
    ['DEADLINE_EXCEEDED', 5],
    ['INVALID_ARGUMENT', 1],
    ['UNAUTHENTICATED', 1],
  ])('that throws %s is called %i times', async (status, requests) => {
    const count = `gpt-coded-${status}`;
    server.script(count, toFaults(500, 500, 500, 500, 500, 500));
    expect(await run('askCoded', { count, status })).toMatchObject({ status });
    expect(server.log(count).length).toBe(requests);
  });

  test('that names a wait is called after it', async () => {
    const count = 'gpt-coded-wait';
    server.script(count, toFaults(500));
    expect(await run('askCoded', { count, status: 'RESOURCE_EXHAUSTED', retryAfterMs: 1_000 })).toBe('Hello.');
    const [first, second, ...more] = server.log(count);
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(1_000);
    expect(more).toEqual([]);
  });
});
