import { fileURLToPath } from 'node:url';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { ask } from './hand-written-activities.ts';

/** A worker of the SDK with its own defaults, but for what ours sets as well. */
Runtime.install({ logger: new DefaultLogger('WARN') });
const worker = await Worker.create({
  connection: await NativeConnection.connect({ address: process.env['TEMPORAL_ADDRESS'] ?? '' }),
  taskQueue: 'bench-stop-hand-written',
  workflowsPath: fileURLToPath(new URL('./hand-written-workflow.ts', import.meta.url)),
  activities: { ask },
  stickyQueueScheduleToStartTimeout: '1s',
});
const running = worker.run();
console.log('worker ready');
await running;
