/**
 * For programs that start runs and look at them without holding the app's code.
 * @module
 */
export { connect } from './client/connect.ts';
export type { ConnectionSettings } from './client/connection-settings.ts';
export type { DurakitClient, RemoteFlow } from './client/durakit-client.ts';
export { sweepPayloads } from './client/sweep-payloads.ts';
export type { SweepOptions, SweepResult } from './client/sweep-payloads.ts';
export { sweepConversations } from './client/sweep-conversations.ts';
export type { ConversationSweepResult } from './client/sweep-conversations.ts';
export type { SendTurnOptions, SessionQuestions, SessionsClient, SessionView } from './client/sessions/create-sessions-client.ts';
export type { SessionNames } from './client/sessions/session-names.ts';
export type { SessionSweep } from './client/sessions/sweep-sessions.ts';
export type { OperationReference, OperationsClient, OperationStartOptions } from './client/operations/create-operations-client.ts';
export type { ListOperationsOptions, OperationSummary } from './client/operations/list-operations.ts';
export type { OperationDescription } from './client/operations/operation-description.ts';
export type { ListRunsOptions, RunSummary } from './client/list-runs.ts';
export type { FlowStartOptions } from './engine/flow.ts';
export type { FlowHandle, PendingStep, RunDescription, RunStatus } from './engine/flow-handle.ts';
export type { SessionFilter, SessionMatch, SessionPage, SessionSearch, SessionSummary } from './schemas/session-listing.ts';
export type { OnBusy, SessionStatus } from './schemas/session-turn.ts';
export { DurakitError } from './schemas/durakit-error.ts';
