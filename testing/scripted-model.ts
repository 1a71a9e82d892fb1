import type { Action } from '../engine/action.ts';
import type { Ai } from '../engine/create-ai.ts';
import { createModelAction, type ModelAction, type ModelRunner } from '../engine/define-model.ts';
import { DurakitError } from '../schemas/durakit-error.ts';
import type { GenerateResponseChunkData } from '../schemas/generate-response.ts';
import type { ModelInfo } from '../schemas/model-info.ts';
import { createRequestRecorder, toRequestText, withRecord, type RequestRecord } from './request-record.ts';
import { toAnswer, toChunk, type ScriptedAnswer, type ScriptedCall, type ScriptedFunction } from './scripted-answer.ts';

/** The answers of a model, one for each call; or a function, which answers all of them. */
export type Script = readonly ScriptedAnswer[] | ScriptedFunction;

/** Options of {@link scriptedModel}. */
export interface ScriptedModelOptions {
  /** Default `scriptedModel`. */
  readonly name?: string;
  /** Default: it can do everything, so that requests come unchanged. */
  readonly info?: ModelInfo;
}

/** What a test asks and tells a scripted model. */
export interface ScriptControl extends RequestRecord {
  /** Answers that the script still has; `Infinity` for a function. */
  readonly answersLeft: number;
  /** A new script from here on; the record stays. */
  respondWith(script: Script): void;
  /** Empties the record and begins the first script anew. */
  reset(): void;
}

/** A model that says what its script says. */
export type ScriptedModel = ModelAction & ScriptControl;

/**
 * Defines a model that answers from a script, records what it was asked and throws FAILED_PRECONDITION, which is not retried, when
 * the script has run dry. In a durable run the record is that of this process: run the worker in it.
 */
export function scriptedModel(ai: Ai, script: Script, options: ScriptedModelOptions = {}): ScriptedModel {
  const { runner, control, configuration } = createScript(script, options);
  return withControl(ai.defineModel(configuration, runner), control);
}

/** The same without an `ai`: an action for a plugin to hand over, and its control. */
export function createScriptedModelAction(script: Script, options: ScriptedModelOptions = {}): { action: Action; control: ScriptControl } {
  const { runner, control, configuration } = createScript(script, options);
  return { action: createModelAction(configuration, runner), control };
}

const CAN_DO_EVERYTHING: NonNullable<ModelInfo['supports']> = {
  multiturn: true,
  media: true,
  tools: true,
  toolChoice: true,
  systemRole: true,
  constrained: 'all',
};

function createScript(
  first: Script,
  { name = 'scriptedModel', info }: ScriptedModelOptions,
): { runner: ModelRunner; control: ScriptControl; configuration: ModelInfo & { name: string } } {
  const recorder = createRequestRecorder();
  let script = first;
  let given = 0;
  const runner: ModelRunner = async (request, { abortSignal, streamingRequested, sendChunk }) => {
    recorder.add(request);
    abortSignal.throwIfAborted();
    const answer = typeof script === 'function' ? script : script[given];
    if (answer === undefined) throw ranDry({ name, answers: given, calls: recorder.record.requestCount, asked: toRequestText(request) });
    given += 1;
    const sent: GenerateResponseChunkData[] = [];
    const send = (chunk: GenerateResponseChunkData): void => {
      sent.push(chunk);
      if (streamingRequested) sendChunk(chunk);
    };
    const call: ScriptedCall = { abortSignal, streamingRequested, sendChunk: (chunk) => send(toChunk(chunk)) };
    const { response, chunks } = toAnswer(typeof answer === 'function' ? await answer(request, call) : answer);
    if (sent.length === 0) for (const chunk of chunks) send(chunk);
    return response;
  };
  const start = (next: Script): void => {
    script = next;
    given = 0;
  };
  const control = withRecord(
    {
      get answersLeft(): number {
        return typeof script === 'function' ? Infinity : Math.max(0, script.length - given);
      },
      respondWith: start,
      reset: (): void => {
        recorder.clear();
        start(first);
      },
    },
    recorder.record,
  );
  return { runner, control, configuration: { ...info, supports: { ...CAN_DO_EVERYTHING, ...info?.supports }, name } };
}

function withControl(model: ModelAction, control: ScriptControl): ScriptedModel {
  return Object.defineProperties(model, Object.getOwnPropertyDescriptors(control)) as ScriptedModel;
}

function ranDry({ name, answers, calls, asked }: { name: string; answers: number; calls: number; asked: string }): DurakitError {
  return new DurakitError({
    status: 'FAILED_PRECONDITION',
    message:
      `The script of the model '${name}' has run dry: it has ${answers} answer${answers === 1 ? '' : 's'}, and this is call ${calls}. ` +
      `Add an answer to the script, or find out why the model was called again. It was asked: ${asked.slice(-500)}`,
    details: { model: name, answers, calls },
  });
}
