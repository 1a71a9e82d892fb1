import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { connect } from '../../../client/connect.ts';
import type { DurakitClient } from '../../../client/durakit-client.ts';
import { startFaultServer, type FaultServer, type LoggedRequest } from '../../providers/models/fault-server/fault-server.ts';
import { toFaults } from '../../providers/models/fault-server/fault.ts';
import { waitUntil } from '../../setup/wait-until.ts';
import { startWorkerProcess } from '../../setup/worker-process.ts';

const APP = fileURLToPath(new URL('./model-calls-app.ts', import.meta.url));
const taskQueue = 'model-stopped';

let server: FaultServer;
let client: DurakitClient;

beforeAll(async () => {
  server = await startFaultServer();
  client = await connect({ taskQueue });
});

afterAll(async () => {
  await client.close();
  await server[Symbol.asyncDispose]();
});

const startWorker = (): ReturnType<typeof startWorkerProcess> => startWorkerProcess(APP, { taskQueue, env: { FAULT_SERVER: server.url } });

const arrival = (model: string): Promise<LoggedRequest> => waitUntil(`${model} is asked`, () => server.log(model).at(-1));

describe('a model that is silent', () => {
  test.each(['mute', 'stall'] as const)('(%s) is left when the run is cancelled, and not asked again', async (kind) => {
    const model = `gpt-cancelled-${kind}`;
    server.script(model, toFaults(kind));
    await using worker = await startWorker();
    const handle = await client.flow('ask').start({ model: `gpt/${model}` });
    const request = await arrival(model);
    await handle.cancel('enough');
    await request.closedEarly;
    await expect(handle.result()).rejects.toMatchObject({ status: 'CANCELLED' });
    expect(server.log(model).length).toBe(1);
    expect(worker.output()).toContain('worker ready');
  });

  test('is asked again by another worker when its own shuts down', async () => {
    const model = 'gpt-drained';
    server.script(model, toFaults('mute'));
    const first = await startWorker();
    const handle = await client.flow('ask').start({ model: `gpt/${model}` });
    const request = await arrival(model);
    // its grace ends, the socket is closed, and the call is given back
    expect(await first.kill('SIGTERM')).toBe(0);
    await request.closedEarly;
    await using second = await startWorker();
    expect(await handle.result()).toBe('Hello.');
    expect(server.log(model).length).toBe(2);
    expect(second.output()).toContain('worker ready');
  });

  test('is known to be worked on for longer than the heartbeat timeout: heartbeats need no first byte', async () => {
    const model = 'gpt-slow';
    server.script(model, toFaults('mute'));
    await using worker = await startWorker();
    // the heartbeat timeout is 2 s
    const handle = await client.flow('ask').start({ model: `gpt/${model}`, limits: { firstByteTimeout: 5_000, maxAttempts: 1 } });
    await expect(handle.result()).rejects.toThrow('no sign of an answer came within 5000 ms (firstByteTimeout)');
    expect(server.log(model).length).toBe(1);
    expect(worker.output()).toContain('worker ready');
  });
});
