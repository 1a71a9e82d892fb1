/**
 * Models for tests: they need no key and no server, and record what they were asked.
 * @module
 */
export { createEchoModelAction, echoModel } from './testing/echo-model.ts';
export {
  createScriptedModelAction,
  scriptedModel,
  type ScriptControl,
  type ScriptedModel,
  type ScriptedModelOptions,
} from './testing/scripted-model.ts';
export type { ScriptedAnswer, ScriptedCall, ScriptedChunk, ScriptedResponse } from './testing/scripted-answer.ts';
