/**
 * Flows over HTTP.
 * @module
 */
export { createServer, type ServerOptions } from './server/create-server.ts';
export type { FlowDescription } from './server/served-flow.ts';
export { DurakitError } from './schemas/durakit-error.ts';
