/**
 * Flows and blobs over HTTP.
 * @module
 */
export { createBlobHandler, type BlobHandlerOptions } from './server/create-blob-handler.ts';
export { createWebhookHandler, type WebhookHandlerOptions, type WebhookVendor } from './server/create-webhook-handler.ts';
export { createServer, type ServerOptions } from './server/create-server.ts';
export type { FlowDescription } from './server/served-flow.ts';
export { DurakitError } from './schemas/durakit-error.ts';
