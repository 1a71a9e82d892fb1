import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Client } from '@temporalio/client';
import { connect, connectTemporal } from '../../../client/connect.ts';
import { resolveConnectionSettings } from '../../../client/connection-settings.ts';
import type { DurakitClient } from '../../../client/durakit-client.ts';
import { startFaultServer, type FaultServer } from '../../providers/models/fault-server/fault-server.ts';
import { waitUntil } from '../../setup/wait-until.ts';
import { startWorkerProcess } from '../../setup/worker-process.ts';

const APP = fileURLToPath(new URL('./model-calls-app.ts', import.meta.url));
const taskQueue = 'model-killed-in-wait';
/** Long enough for another worker to start meanwhile. */
const WAIT = 3_000;

let server: FaultServer;
let client: DurakitClient;
let temporal: Client;

beforeAll(async () => {
  server = await startFaultServer();
  client = await connect({ taskQueue });
  temporal = await connectTemporal(resolveConnectionSettings({ taskQueue }));
});

afterAll(async () => {
  await temporal.connection.close();
  await client.close();
  await server[Symbol.asyncDispose]();
});

interface NextTry {
  readonly attempt: number;
  readonly scheduledAt: string;
}

/** The second try, which the server keeps; undefined before it is planned. */
async function nextTryOf(workflowId: string): Promise<NextTry | undefined> {
  const { raw } = await temporal.workflow.getHandle(workflowId).describe();
  const [pending] = raw.pendingActivities ?? [];
  const attempt = pending?.attempt ?? 0;
  if (pending === undefined || attempt < 2) return undefined;
  return { attempt, scheduledAt: JSON.stringify(pending.scheduledTime) };
}

test('kill -9 during a Retry-After wait: it is not started anew, and exactly one more request comes, not before the time', async () => {
  const env = { FAULT_SERVER: server.url };
  server.script('gpt-killed', [{ kind: 'rate_limit', form: 'milliseconds', milliseconds: WAIT }]);
  const first = await startWorkerProcess(APP, { taskQueue, env });
  const handle = await client.flow('ask').start({ model: 'gpt/gpt-killed' });
  const before = await waitUntil('the next try is planned', () => nextTryOf(handle.workflowId));
  await first.kill();
  expect(server.log('gpt-killed').length).toBe(1);
  expect(await nextTryOf(handle.workflowId)).toEqual(before);
  await using second = await startWorkerProcess(APP, { taskQueue, env });
  expect(await handle.result()).toBe('Hello.');
  const [refused, answered, ...more] = server.log('gpt-killed');
  expect((answered?.at ?? 0) - (refused?.at ?? 0)).toBeGreaterThanOrEqual(WAIT);
  expect(more).toEqual([]);
  expect(second.output()).toContain('worker ready');
});
