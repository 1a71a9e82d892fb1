/**
 * The data that crosses borders: zod schemas and the types inferred from them, errors and statuses.
 * @module
 */
export * from './schemas/action-key.ts';
export * from './schemas/agent-finish-reason.ts';
export * from './schemas/agent-input.ts';
export * from './schemas/agent-output.ts';
export * from './schemas/agent-requests.ts';
export * from './schemas/agent-stream-chunk.ts';
export * from './schemas/artifact.ts';
export { DurakitError, type DurakitErrorOptions } from './schemas/durakit-error.ts';
export * from './schemas/embed-request.ts';
export * from './schemas/eval-request.ts';
export * from './schemas/generate-action-options.ts';
export * from './schemas/generate-request.ts';
export * from './schemas/indexer-request.ts';
export * from './schemas/generate-response.ts';
export * from './schemas/json-patch.ts';
export * from './schemas/message.ts';
export * from './schemas/model-info.ts';
export * from './schemas/operation.ts';
export * from './schemas/part.ts';
export { MAX_PAYLOAD_BYTES } from './schemas/payload-limit.ts';
export type * from './schemas/pending-interrupt.ts';
export * from './schemas/reranker-request.ts';
export * from './schemas/retriever-request.ts';
export { SEARCH_ATTRIBUTES } from './schemas/search-attributes.ts';
export * from './schemas/session-snapshot.ts';
export * from './schemas/session-state.ts';
export * from './schemas/status.ts';
export { STEP_DEFAULTS } from './schemas/step-options.ts';
