import type { ModelOperation } from '../../../engine/operations/background-model.ts';
import type { BackgroundActionDefinition } from '../../../engine/operations/create-background-action.ts';
import { DurakitError } from '../../../schemas/durakit-error.ts';
import { connectGoogleApi } from './connect-google-api.ts';
import { downloadFromGoogle } from './download-from-google.ts';
import { fromVeoOperation } from './from-veo-operation.ts';
import { GOOGLE_AI, type GoogleAIOptions } from './google-ai-options.ts';
import { toVeoBody } from './to-veo-body.ts';
import { toVeoInfo, VEO_CONFIG_SCHEMA } from './veo-config.ts';

/**
 * A Veo model of the Gemini API. The vendor can neither cancel a job nor list its jobs, and takes no idempotency key: a job in doubt cannot be
 * adopted. The videos' URLs want the key and stop working after two days.
 */
export function createVeoModel(modelId: string, options: GoogleAIOptions): BackgroundActionDefinition {
  const source = `${GOOGLE_AI}/${modelId}`;
  return {
    name: source,
    ...toVeoInfo(modelId),
    configSchema: VEO_CONFIG_SCHEMA,
    start: async (request, { context, abortSignal }) => {
      const { version = modelId, body } = toVeoBody(request);
      const api = connectGoogleApi(options, { source, context, abortSignal });
      const answer = await api.call({ method: 'POST', path: `models/${version}:predictLongRunning`, body });
      return fromVeoOperation(readName(answer.body['name'], source), answer, api);
    },
    check: async (operation, { context, abortSignal }) => {
      const api = connectGoogleApi(options, { source, context, abortSignal });
      const answer = await api.call({ method: 'GET', path: toPath(operation, source) });
      return fromVeoOperation(operation.id, answer, api);
    },
    download: (url, call) => downloadFromGoogle(options, url, call),
  };
}

function readName(value: unknown, source: string): string {
  if (typeof value === 'string' && value !== '') return value;
  throw new DurakitError({ status: 'INTERNAL', message: 'The vendor took the request and named no operation.', source });
}

/** The id stands in a URL that the key is sent to, and may come from anywhere. */
function toPath({ id }: ModelOperation, source: string): string {
  if (/^[\w.-]+(\/[\w.-]+)*$/.test(id) && !id.split('/').includes('..')) return id;
  throw new DurakitError({ status: 'INVALID_ARGUMENT', message: `'${id.slice(0, 100)}' is no id of an operation of Veo.`, source });
}
