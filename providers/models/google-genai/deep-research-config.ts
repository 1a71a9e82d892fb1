import type { JsonSchema } from '../../../schemas/json-schema.ts';
import type { ModelInfo } from '../../../schemas/model-info.ts';

/** Agents that are listed; any other `deep-research-…` name works as well. Source: Genkit `google-genai/src/googleai/deep-research.ts`. */
export const KNOWN_DEEP_RESEARCH_MODELS: readonly string[] = [
  'deep-research-pro-preview-12-2025',
  'deep-research-preview-04-2026',
  'deep-research-max-preview-04-2026',
];

/** A tool of the vendor: on, or with its settings. */
type ToolSetting = boolean | Readonly<Record<string, unknown>>;

/** Settings of Deep Research, under Genkit's names. What is not named here goes into the body as it is. */
export interface DeepResearchConfig {
  /** Another agent than the reference's. */
  readonly version?: string;
  readonly thinkingSummaries?: 'AUTO' | 'NONE';
  /** Charts and pictures that the agent makes. */
  readonly visualization?: 'AUTO' | 'OFF';
  /** The agent ends with a plan, and goes on when the next turn names this interaction. */
  readonly collaborativePlanning?: boolean;
  /** `message.metadata.interactionId` of an earlier answer. */
  readonly previousInteractionId?: string;
  readonly store?: boolean;
  readonly responseModalities?: readonly ('TEXT' | 'IMAGE' | 'AUDIO')[];
  readonly googleSearch?: ToolSetting;
  readonly urlContext?: ToolSetting;
  readonly codeExecution?: ToolSetting;
  readonly fileSearch?: Readonly<Record<string, unknown>> & { readonly fileSearchStoreNames: readonly string[] };
  readonly mcpServers?: readonly Readonly<Record<string, unknown>>[];
  readonly [setting: string]: unknown;
}

const TOOL_SCHEMA: JsonSchema = { anyOf: [{ type: 'boolean' }, { type: 'object', additionalProperties: true }] };

/** Checked before anything is paid. */
export const DEEP_RESEARCH_CONFIG_SCHEMA: JsonSchema = {
  type: 'object',
  properties: {
    version: { type: 'string' },
    thinkingSummaries: { type: 'string', enum: ['AUTO', 'NONE'] },
    visualization: { type: 'string', enum: ['AUTO', 'OFF'] },
    collaborativePlanning: { type: 'boolean' },
    previousInteractionId: { type: 'string' },
    store: { type: 'boolean' },
    responseModalities: { type: 'array', items: { type: 'string', enum: ['TEXT', 'IMAGE', 'AUDIO'] } },
    googleSearch: TOOL_SCHEMA,
    urlContext: TOOL_SCHEMA,
    codeExecution: TOOL_SCHEMA,
    fileSearch: {
      type: 'object',
      properties: { fileSearchStoreNames: { type: 'array', items: { type: 'string' } } },
      required: ['fileSearchStoreNames'],
      additionalProperties: true,
    },
    mcpServers: { type: 'array', items: { type: 'object', additionalProperties: true } },
  },
  additionalProperties: true,
};

export function isDeepResearchModel(modelId: string): boolean {
  return modelId.startsWith('deep-research-');
}

/** The first of them takes text only. Source: Genkit. */
export function toDeepResearchInfo(modelId: string): ModelInfo {
  const isPlain = /^deep-research-pro-preview/.test(modelId);
  return {
    label: `Google AI - ${modelId}`,
    supports: {
      multiturn: true,
      media: !isPlain,
      tools: !isPlain,
      toolChoice: false,
      systemRole: false,
      output: isPlain ? ['text'] : ['text', 'media'],
      longRunning: true,
    },
  };
}
