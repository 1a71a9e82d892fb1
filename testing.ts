/**
 * For tests of an app. Models: they need no key and no server, and record what they were asked. Real workers: they need no
 * configuration of the test runner. Recorded runs: they are replayed against today's code.
 * @module
 */
export { exportHistory } from './testing/export-history.ts';
export { replay, type ReplayTestOptions } from './testing/replay.ts';
export { startTestWorker, type TestWorker, type TestWorkerOptions } from './testing/start-test-worker.ts';
export { createEchoModelAction, echoModel, type EchoModelOptions } from './testing/echo-model.ts';
export { mockModel, type MockModel, type MockModelOptions, type MockRespond } from './testing/mock-model.ts';
export { testModels, type ModelTestReport, type ModelTestResult } from './testing/test-models.ts';
export {
  createScriptedModelAction,
  scriptedModel,
  type ScriptControl,
  type ScriptedModel,
  type ScriptedModelOptions,
} from './testing/scripted-model.ts';
export type { ScriptedAnswer, ScriptedCall, ScriptedChunk, ScriptedResponse } from './testing/scripted-answer.ts';
