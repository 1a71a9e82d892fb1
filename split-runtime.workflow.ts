/**
 * What the code that the build-time split generates imports in the workflow sandbox. Not for people.
 * @module
 */
export { createCapturedSchema as capturedSchema } from './engine/captured-schema.ts';
export { createCapturedStep as capturedStep } from './engine/captured-step.ts';
