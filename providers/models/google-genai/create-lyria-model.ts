import type { Action } from '../../../engine/action.ts';
import { createModelAction, type ModelRunner } from '../../../engine/define-model.ts';
import { DurakitError } from '../../../schemas/durakit-error.ts';
import type { GenerateRequest } from '../../../schemas/generate-request.ts';
import { isStatusName } from '../../../schemas/status.ts';
import type { VendorBody } from '../create-body-fetch.ts';
import { toCallSettings } from '../language-model/call-settings.ts';
import { connectGoogleApi } from './connect-google-api.ts';
import { toInteractionError, toInteractionOutput } from './from-interaction.ts';
import { GOOGLE_AI, type GoogleAIOptions } from './google-ai-options.ts';
import { LYRIA_CONFIG_SCHEMA } from './lyria-config.ts';
import { toModalities } from './to-deep-research-body.ts';
import { toInteractionInput } from './to-interaction-input.ts';

/** A model of music. The vendor answers at once: one request to the interactions API, the sound in a data URI. */
export function createLyriaModel(modelId: string, options: GoogleAIOptions): Action {
  const supports = { multiturn: false, media: true, tools: false, toolChoice: false, systemRole: false, output: ['media', 'text'] };
  const info = { name: `${GOOGLE_AI}/${modelId}`, label: `Google AI - ${modelId}`, supports, configSchema: LYRIA_CONFIG_SCHEMA };
  return createModelAction(info, createRunner(modelId, options));
}

function createRunner(modelId: string, options: GoogleAIOptions): ModelRunner {
  const source = `${GOOGLE_AI}/${modelId}`;
  return async function runLyria(request, { context, abortSignal }) {
    const api = connectGoogleApi(options, { source, context, abortSignal });
    const { body } = await api.call({ method: 'POST', path: 'interactions', body: toLyriaBody(request, modelId) });
    const output = toInteractionOutput(body);
    if (output !== undefined) return output;
    const { message, status, ...details } = toInteractionError(body, api);
    throw new DurakitError({ status: isStatusName(status) ? status : 'UNKNOWN', message, source, details });
  };
}

function toLyriaBody({ messages, config = {} }: GenerateRequest, modelId: string): VendorBody {
  const { version = modelId } = toCallSettings(config);
  const { version: _version, responseModalities = ['AUDIO', 'TEXT'], ...rest } = config;
  return { model: version, input: toInteractionInput(messages), response_modalities: toModalities(responseModalities), ...rest };
}
