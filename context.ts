/**
 * Contexts of runs from requests: `apiKey()` and the types of providers. Stands in for `genkit/context`.
 * @module
 */
export { apiKey } from './engine/context/api-key.ts';
export type { ApiKeyContext, ApiKeyPolicy } from './engine/context/api-key.ts';
export type { ContextProvider, RequestData } from './engine/context/context-provider.ts';
export type { ActionContext } from './schemas/action-context.ts';
