/**
 * What the code that the build-time split generates imports on Node. Not for people.
 * @module
 */
export { createCapturedStep as capturedStep } from './engine/captured-step.ts';
export { createJournaledStep as journaledStep } from './engine/journaled-step.ts';
export { registerSchema } from './engine/registered-schemas.ts';
export { registerStep } from './engine/registered-steps.ts';
