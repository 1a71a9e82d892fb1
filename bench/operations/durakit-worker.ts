import { fileURLToPath } from 'node:url';
import { runWorker } from 'durakit/worker';

await runWorker({ app: fileURLToPath(new URL('./operations-app.ts', import.meta.url)), logLevel: 'error' });
