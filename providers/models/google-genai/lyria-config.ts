import type { JsonSchema } from '../../../schemas/json-schema.ts';

/** Models that are listed; any other `lyria-…` name works as well. Source: Genkit `google-genai/src/googleai/lyria.ts`. */
export const KNOWN_LYRIA_MODELS: readonly string[] = ['lyria-3-clip-preview', 'lyria-3-pro-preview'];

/** Checked before anything is paid. */
export const LYRIA_CONFIG_SCHEMA: JsonSchema = {
  type: 'object',
  properties: {
    version: { type: 'string' },
    responseModalities: { type: 'array', items: { type: 'string', enum: ['TEXT', 'IMAGE', 'AUDIO'] } },
  },
  additionalProperties: true,
};

/** Settings of a Lyria model, under Genkit's names. What is not named here goes into the body as it is. */
export interface LyriaConfig {
  /** Another model id than the reference's. */
  readonly version?: string;
  /** Default: audio and text. */
  readonly responseModalities?: readonly ('TEXT' | 'IMAGE' | 'AUDIO')[];
  readonly [setting: string]: unknown;
}

export function isLyriaModel(modelId: string): boolean {
  return modelId.startsWith('lyria-');
}
