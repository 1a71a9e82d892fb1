import { createWorker } from '../../workers/create-worker.ts';

/** A program: a worker that takes few tasks at a time, so that few are lost with it. It ends when the process of the test is gone. */
process.on('disconnect', () => process.exit(1));
const worker = await createWorker({ app: process.argv.slice(2), concurrency: { workflowTasks: 4, actions: 6 } });
const running = worker.run();
process.send?.('ready');
await running;
process.exit(0);
