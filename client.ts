/**
 * For programs that start runs and look at them without holding the app's code.
 * @module
 */
export { connect } from './client/connect.ts';
export type { ConnectionSettings } from './client/connection-settings.ts';
export type { DurakitClient, RemoteFlow } from './client/durakit-client.ts';
export { sweepPayloads } from './client/sweep-payloads.ts';
export type { SweepOptions, SweepResult } from './client/sweep-payloads.ts';
export type { ListRunsOptions, RunSummary } from './client/list-runs.ts';
export type { FlowStartOptions } from './engine/flow.ts';
export type { FlowHandle, PendingStep, RunDescription, RunStatus } from './engine/flow-handle.ts';
export { DurakitError } from './schemas/durakit-error.ts';
