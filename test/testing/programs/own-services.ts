import { startTestWorker } from '../../../testing.ts';

/** Starts a worker without services of its own, runs a flow, says so, and stays: `own-services.ts <app>`. */
const worker = await startTestWorker({ app: process.argv[2] ?? '' });
console.log(`result ${JSON.stringify(await worker.flow('menu').run('pirate'))}`);
if (process.argv[3] === 'stay') setInterval(() => undefined, 1_000);
else await worker[Symbol.asyncDispose]();
