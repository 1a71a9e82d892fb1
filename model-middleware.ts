/**
 * Middleware of Genkit's first form, for calls of models. Genkit's `genkit/model/middleware`.
 * @module
 */
export { augmentWithContext, CONTEXT_PREFACE, type AugmentWithContextOptions } from './engine/middleware/model/augment-with-context.ts';
export { downloadRequestMedia, type DownloadRequestMediaOptions } from './engine/middleware/model/download-request-media.ts';
export { fallback } from './engine/middleware/model/fallback.ts';
export { retry } from './engine/middleware/model/retry.ts';
export { simulateConstrainedGeneration } from './engine/middleware/model/simulate-constrained-generation.ts';
export { simulateSystemPrompt, type SimulateSystemPromptOptions } from './engine/middleware/model/simulate-system-prompt.ts';
export { validateSupport, type ValidateSupportOptions } from './engine/middleware/model/validate-support.ts';
export type { SimulateConstrainedOptions } from './engine/formats/simulate-constrained.ts';
export type {
  ModelHookContext,
  ModelMiddlewareArgument,
  ModelMiddlewareWithOptions,
  ModelMiddleware,
} from './engine/middleware/middleware.ts';
export type { RetryMiddlewareOptions as RetryOptions } from './engine/middleware/retry-calls.ts';
export type { FallbackRules as FallbackOptions } from './engine/middleware/try-models.ts';
