import type { EmbedderInfo } from '../../../schemas/embed-request.ts';
import type { ModelInfo, ModelSupports } from '../../../schemas/model-info.ts';

const MULTIMODAL: ModelSupports = {
  multiturn: true,
  tools: true,
  toolChoice: true,
  media: true,
  systemRole: true,
  output: ['text', 'json'],
  constrained: 'all',
};

/** From before schemas were held: OpenAI knows JSON mode only. */
const WITHOUT_SCHEMAS: ModelSupports = { ...MULTIMODAL, constrained: 'none' };
const TEXT_ONLY: ModelSupports = { ...WITHOUT_SCHEMAS, media: false };

/** The models that are listed without asking OpenAI. Source: Genkit `compat-oai/src/openai/gpt.ts`; what they can do, OpenAI's model pages. */
const KNOWN_MODELS: Readonly<Record<string, ModelInfo>> = {
  'gpt-4.5': { versions: ['gpt-4.5', 'gpt-4.5-preview'], supports: MULTIMODAL },
  'gpt-4o': { versions: ['gpt-4o', 'gpt-4o-2024-05-13'], supports: MULTIMODAL },
  'gpt-4o-mini': { versions: ['gpt-4o-mini', 'gpt-4o-mini-2024-07-18'], supports: MULTIMODAL },
  'gpt-4-turbo': {
    versions: ['gpt-4-turbo', 'gpt-4-turbo-2024-04-09', 'gpt-4-turbo-preview', 'gpt-4-0125-preview', 'gpt-4-1106-preview'],
    supports: WITHOUT_SCHEMAS,
  },
  'gpt-4.1': { supports: MULTIMODAL },
  'gpt-4.1-mini': { supports: MULTIMODAL },
  'gpt-4.1-nano': { supports: MULTIMODAL },
  'gpt-3.5-turbo': { versions: ['gpt-3.5-turbo-0125', 'gpt-3.5-turbo', 'gpt-3.5-turbo-1106'], supports: TEXT_ONLY },
  'gpt-4': { versions: ['gpt-4', 'gpt-4-0613', 'gpt-4-32k', 'gpt-4-32k-0613'], supports: { ...TEXT_ONLY, output: ['text'] } },
  'gpt-4-vision': {
    versions: ['gpt-4-vision-preview', 'gpt-4-1106-vision-preview'],
    supports: { ...WITHOUT_SCHEMAS, tools: false, toolChoice: false, output: ['text'] },
  },
  o1: { supports: MULTIMODAL },
  o3: { supports: MULTIMODAL },
  'o3-mini': { supports: { ...MULTIMODAL, media: false } },
  'o4-mini': { supports: MULTIMODAL },
};

/** Dimensions of the embedders that are listed. Source: OpenAI's embeddings guide. */
const KNOWN_EMBEDDERS: Readonly<Record<string, number>> = {
  'text-embedding-3-small': 1536,
  'text-embedding-3-large': 3072,
  'text-embedding-ada-002': 1536,
};

/** Names of the models that are listed. */
export const knownModelIds: readonly string[] = Object.keys(KNOWN_MODELS);

/** Names of the embedders that are listed. */
export const knownEmbedderIds: readonly string[] = Object.keys(KNOWN_EMBEDDERS);

/** What a model can do; an unknown one is taken for a new one, which can do everything. */
export function findModelInfo(modelId: string): ModelInfo {
  return (Object.hasOwn(KNOWN_MODELS, modelId) ? KNOWN_MODELS[modelId] : undefined) ?? { supports: MULTIMODAL };
}

/** What an embedder takes and gives. OpenAI takes up to 2048 texts at once. */
export function findEmbedderInfo(modelId: string): EmbedderInfo {
  const dimensions = Object.hasOwn(KNOWN_EMBEDDERS, modelId) ? KNOWN_EMBEDDERS[modelId] : undefined;
  return {
    label: `OpenAI - ${modelId}`,
    ...(dimensions !== undefined && { dimensions }),
    supports: { input: ['text'] },
    maxEmbeddingsPerCall: 2048,
  };
}
