import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { connect } from '../../../client/connect.ts';
import { startFaultServer } from '../../providers/models/fault-server/fault-server.ts';
import { startWorkerProcess } from '../../setup/worker-process.ts';

const APP = fileURLToPath(new URL('./model-calls-app.ts', import.meta.url));
const taskQueue = 'model-requests-per-second';
const CALLS = 8;

test('a task queue with a limit starts no more than that in a second', async () => {
  await using server = await startFaultServer();
  await using worker = await startWorkerProcess(APP, { taskQueue, env: { FAULT_SERVER: server.url, TEST_REQUESTS_PER_SECOND: '2' } });
  const client = await connect({ taskQueue });
  const handles = await Promise.all(Array.from({ length: CALLS }, () => client.flow('ask').start({ model: 'gpt/gpt-limited' })));
  await Promise.all(handles.map((handle) => handle.result()));
  const times = server.log('gpt-limited').map(({ at }) => at);
  expect(times.length).toBe(CALLS);
  // two at once, and then two a second
  expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(2_000);
  expect(worker.output()).toContain('worker ready');
  await client.close();
});
