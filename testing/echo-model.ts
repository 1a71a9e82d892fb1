import type { Action } from '../engine/action.ts';
import type { Ai } from '../engine/create-ai.ts';
import type { Registry } from '../engine/registry.ts';
import type { ModelInfo } from '../schemas/model-info.ts';
import type { GenerateRequest } from '../schemas/generate-request.ts';
import { DurakitError } from '../schemas/durakit-error.ts';
import { findAi } from './find-ai.ts';
import { toRequestText } from './request-record.ts';
import type { ScriptedCall, ScriptedResponse } from './scripted-answer.ts';
import { createScriptedModelAction, scriptedModel, type ScriptControl, type ScriptedModel } from './scripted-model.ts';

/** Options of {@link echoModel}. */
export interface EchoModelOptions {
  /** Default `echoModel`. */
  readonly name?: string;
  readonly info?: ModelInfo;
}

/**
 * Defines a model that needs no key and no server: it answers with what it was asked, `Echo: <conversation>; config: <config>`,
 * as Genkit's `echoModel` does (`genkit/testing`), and records it. Throws INVALID_ARGUMENT where an output schema is asked for.
 */
export function echoModel(owner: Ai | Registry, options: string | EchoModelOptions = {}): ScriptedModel {
  const { name = 'echoModel', info } = typeof options === 'string' ? { name: options } : options;
  return scriptedModel(findAi(owner), echo, { name, info: { label: 'Echo', ...info } });
}

/** The same without an `ai`: an action for a plugin to hand over, and its control. */
export function createEchoModelAction(name = 'echoModel'): { action: Action; control: ScriptControl } {
  return createScriptedModelAction(echo, { name, info: { label: 'Echo' } });
}

function echo(request: GenerateRequest, { sendChunk }: ScriptedCall): ScriptedResponse {
  if (request.output?.schema !== undefined) {
    throw new DurakitError({
      status: 'INVALID_ARGUMENT',
      message: 'The echo model answers with text and cannot fill an output schema. Use scriptedModel with an answer that fits it.',
    });
  }
  const texts = [`Echo: ${toRequestText(request)}`, `; config: ${JSON.stringify(request.config ?? {})}`];
  for (const text of texts) sendChunk(text);
  return { content: texts.map((text) => ({ text })) };
}
