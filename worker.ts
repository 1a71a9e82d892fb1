/**
 * For processes that run an app's flows and steps.
 * @module
 */
export { bundleWorkflows, type BundleWorkflowsOptions } from './workers/bundle-workflows.ts';
export { createWorker, type DurakitWorker } from './workers/create-worker.ts';
export { runWorker } from './workers/run-worker.ts';
export type { WorkerOptions } from './workers/worker-options.ts';
