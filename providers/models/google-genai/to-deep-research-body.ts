import type { GenerateRequest, OutputConfig } from '../../../schemas/generate-request.ts';
import type { VendorBody } from '../create-body-fetch.ts';
import { toCallSettings } from '../language-model/call-settings.ts';
import { toInteractionInput } from './to-interaction-input.ts';
import { toInteractionTools, withoutDialect } from './to-interaction-tools.ts';
import { asArray } from './to-gemini-body.ts';

/** The body that creates a background interaction with an agent. Source: Genkit `google-genai/src/googleai/deep-research.ts`. */
export function toDeepResearchBody({ messages, config = {}, tools = [], output }: GenerateRequest, modelId: string): VendorBody {
  const { version = modelId } = toCallSettings(config);
  const { thinkingSummaries, visualization, collaborativePlanning, previousInteractionId, store, responseModalities, ...others } = config;
  const { googleSearch, urlContext, codeExecution, fileSearch, mcpServers, version: _version, ...rest } = others;
  const interactionTools = toInteractionTools(tools, { googleSearch, urlContext, codeExecution, fileSearch, mcpServers });
  const body = {
    agent: version,
    input: toInteractionInput(messages),
    background: true,
    agent_config: dropUndefined({
      type: 'deep-research',
      thinking_summaries: toLower(thinkingSummaries),
      visualization: toLower(visualization),
      collaborative_planning: collaborativePlanning,
    }),
    previous_interaction_id: previousInteractionId,
    store,
    tools: interactionTools.length > 0 ? interactionTools : undefined,
    response_format: toResponseFormat(output),
    response_modalities: responseModalities === undefined ? undefined : toModalities(responseModalities),
    ...rest,
  };
  return dropUndefined(body);
}

/** The vendor writes them small. */
export function toModalities(modalities: unknown): unknown[] {
  return asArray(modalities).map((modality) => toLower(modality));
}

function toResponseFormat(output: OutputConfig | undefined): VendorBody | undefined {
  if (output?.format !== 'json' && output?.contentType !== 'application/json') return undefined;
  const { schema } = output;
  return { type: 'text', mime_type: 'application/json', ...(schema !== undefined && { schema: withoutDialect(schema) }) };
}

function toLower(value: unknown): unknown {
  return typeof value === 'string' ? value.toLowerCase() : value;
}

function dropUndefined(values: VendorBody): VendorBody {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== null));
}
