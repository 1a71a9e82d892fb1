import './app';
import { runWorker } from 'durakit/worker';

await runWorker({ workflowBundle: new URL('./workflows.js', import.meta.url) });
