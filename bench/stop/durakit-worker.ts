import { fileURLToPath } from 'node:url';
import { runWorker } from 'durakit/worker';

/** `BENCH_ROLE`: flows and steps run in different processes, so that a stop has a way to go. */
const concurrency = process.env['BENCH_ROLE'] === 'flows' ? { actions: 0 } : { workflowTasks: 0 };
await runWorker({
  app: fileURLToPath(new URL('./flow-app.ts', import.meta.url)),
  temporal: { taskQueue: 'bench-stop-durakit' },
  concurrency,
  logLevel: 'error',
});
