import type { ModelOperation, OperationArguments } from '../../../engine/operations/background-model.ts';
import type { BackgroundActionDefinition } from '../../../engine/operations/create-background-action.ts';
import { DurakitError } from '../../../schemas/durakit-error.ts';
import type { ModelErrorDetails } from '../../../schemas/model-error-details.ts';
import type { VendorJsonAnswer } from '../call-vendor.ts';
import type { VendorBody } from '../create-body-fetch.ts';
import { findSecretValues } from '../find-secret-values.ts';
import { connectGoogleApi, type GoogleApi } from './connect-google-api.ts';
import { DEEP_RESEARCH_CONFIG_SCHEMA, toDeepResearchInfo } from './deep-research-config.ts';
import { downloadFromGoogle } from './download-from-google.ts';
import { fromInteraction } from './from-interaction.ts';
import { GOOGLE_AI, type GoogleAIOptions } from './google-ai-options.ts';
import { isRunning } from './interaction-status.ts';
import { asArray, asRecord } from './to-gemini-body.ts';
import { toDeepResearchBody } from './to-deep-research-body.ts';

/** A Deep Research agent of the Gemini API: background interactions that are asked after, and can be cancelled. The vendor cannot list them. */
export function createDeepResearchModel(modelId: string, options: GoogleAIOptions): BackgroundActionDefinition {
  const source = `${GOOGLE_AI}/${modelId}`;
  const connect = ({ context, abortSignal }: OperationArguments): GoogleApi => connectGoogleApi(options, { source, context, abortSignal });
  return {
    name: source,
    ...toDeepResearchInfo(modelId),
    configSchema: DEEP_RESEARCH_CONFIG_SCHEMA,
    start: async (request, surroundings) => {
      const api = connect(surroundings);
      const answer = await api.call({ method: 'POST', path: 'interactions', body: toDeepResearchBody(request, modelId) });
      return fromInteraction(readId(answer.body['id'], source), answer, withTokens(api, request.config));
    },
    check: async (operation, surroundings) => {
      const api = connect(surroundings);
      return fromInteraction(operation.id, await api.call({ method: 'GET', path: toPath(operation) }), api);
    },
    cancel: async (operation, surroundings) => {
      const api = connect(surroundings);
      const { body, headers } = await cancelInteraction(api, operation);
      // a job that had ended just before says so, and has its answer
      const ended = body['status'] !== undefined && !isRunning(body['status']);
      return fromInteraction(operation.id, { body: ended ? body : { id: operation.id, status: 'cancelled' }, headers }, api);
    },
    download: (url, call) => downloadFromGoogle(options, url, call),
  };
}

/** The vendor says 499 for a job that it stopped, and 200 for one that was over. Source: Genkit. */
async function cancelInteraction(api: GoogleApi, operation: ModelOperation): Promise<VendorJsonAnswer> {
  try {
    return await api.call({ method: 'POST', path: `${toPath(operation)}/cancel`, body: {} });
  } catch (error) {
    const details = error instanceof DurakitError ? (error.details as ModelErrorDetails | undefined) : undefined;
    if (details?.httpStatus === 499) return { body: {}, headers: {} };
    throw error;
  }
}

/** Servers of tools bring keys of their own. */
function withTokens(api: GoogleApi, config: VendorBody = {}): GoogleApi {
  const servers = asArray(config['mcpServers']).map((server) => asRecord(asRecord(server)['headers']));
  const tokens = servers.flatMap((headers) => findSecretValues(headers as Record<string, string>));
  return { ...api, secrets: [...api.secrets, ...tokens] };
}

function toPath({ id }: ModelOperation): string {
  return `interactions/${encodeURIComponent(id)}`;
}

function readId(value: unknown, source: string): string {
  if (typeof value === 'string' && value !== '') return value;
  throw new DurakitError({ status: 'INTERNAL', message: 'The vendor took the request and gave the interaction no id.', source });
}
