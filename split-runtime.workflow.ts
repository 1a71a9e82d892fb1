/**
 * What the code that the build-time split generates imports in the workflow sandbox. Not for people.
 * @module
 */
export { createCapturedStep as capturedStep } from './engine/captured-step.ts';
