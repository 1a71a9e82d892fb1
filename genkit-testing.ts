/**
 * Stands in for Genkit's `genkit/testing`. `durakit/testing` has the same and more.
 * @module
 */
export { echoModel, type EchoModelOptions } from './testing/echo-model.ts';
export { mockModel, type MockModel, type MockModelOptions, type MockRespond, type MockRespondFunction } from './testing/mock-model.ts';
export type { MockRespondFunction as MockRespondFn } from './testing/mock-model.ts';
export type { ScriptedChunk as MockChunk, ScriptedCall as MockContext, ScriptedValue as MockResponse } from './testing/scripted-answer.ts';
export { testModels, type ModelTestReport, type ModelTestResult } from './testing/test-models.ts';
