import type { ModelInfo, ModelSupports } from '../../../schemas/model-info.ts';

/** Models that are listed; any other name of these families works as well. */
export const KNOWN_MODELS: readonly string[] = [
  'gemini-pro-latest',
  'gemini-flash-latest',
  'gemini-flash-lite-latest',
  'gemini-3.5-flash',
  'gemini-3.1-pro-preview',
  'gemini-3-flash-preview',
  'gemini-2.5-pro',
  'gemini-2.5-flash',
  'gemini-2.5-flash-lite',
  'gemini-2.5-flash-image',
  'gemini-2.5-flash-preview-tts',
  'gemini-2.5-pro-preview-tts',
];

const TEXT_MODEL: ModelSupports = {
  multiturn: true,
  media: true,
  tools: true,
  toolChoice: true,
  systemRole: true,
  constrained: 'no-tools',
  output: ['text', 'json'],
};

const SPEECH_MODEL: ModelSupports = {
  multiturn: false,
  media: false,
  tools: false,
  toolChoice: false,
  systemRole: false,
  constrained: 'no-tools',
  output: ['media'],
};

/**
 * What a model can do, by its name. Source: Genkit `google-genai/src/googleai/gemini.ts`, `GENERIC_…_MODEL`; that schemas are held
 * beside tools from Gemini 3 on, Google's guide to structured outputs.
 */
export function toModelInfo(modelId: string): ModelInfo {
  if (isSpeechModel(modelId)) return { label: `Google AI - ${modelId}`, supports: SPEECH_MODEL };
  const output = /-image(-|$)/.test(modelId) ? ['text', 'media'] : ['text', 'json'];
  const constrained = takesMixedTools(modelId) ? 'all' : 'no-tools';
  return { label: `Google AI - ${modelId}`, supports: { ...TEXT_MODEL, constrained, output } };
}

/** True for Gemini and Gemma models that answer to `generateContent`. */
export function isGenerateContentModel(modelId: string): boolean {
  return /^(gemini|gemma)-/.test(modelId) && !isEmbeddingModel(modelId);
}

export function isEmbeddingModel(modelId: string): boolean {
  return /^(gemini-|text-)?embedding-/.test(modelId);
}

export function isSpeechModel(modelId: string): boolean {
  return /-tts(-|$)/.test(modelId);
}

/** From Gemini 3 on, tools of the app, tools of the vendor and JSON can be had in one request. */
export function takesMixedTools(modelId: string): boolean {
  return !/^gemini-[12]\b/.test(modelId) && !modelId.startsWith('gemma-');
}
