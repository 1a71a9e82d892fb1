/**
 * `durakit/model` in Temporal's workflow sandbox, without its schemas: they would bring zod into every run.
 * @module
 */
export { getBasicUsageStats } from './engine/models/basic-usage-stats.ts';
export { modelRef } from './engine/model-reference.ts';
export { simulateConstrainedGeneration } from './engine/middleware/model/simulate-constrained-generation.ts';
