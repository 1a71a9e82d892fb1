import { runWorker } from '../../workers/run-worker.ts';
import type { WorkerOptions } from '../../workers/worker-options.ts';

/** A worker process in the fewest words: what `durakit worker <app>` is made of. */
const concurrency = JSON.parse(process.env['TEST_CONCURRENCY'] ?? '{}') as NonNullable<WorkerOptions['concurrency']>;
const rate = process.env['TEST_REQUESTS_PER_SECOND'];
await runWorker({ app: process.argv.slice(2), concurrency, ...(rate !== undefined && { requestsPerSecond: Number(rate) }) });
