import { runWorker } from '../../workers/run-worker.ts';

/** A worker process in the fewest words: what `durakit worker <app>` is made of. */
await runWorker({ app: process.argv.slice(2) });
