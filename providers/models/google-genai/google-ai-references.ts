import { GOOGLE_AI, type GoogleAI } from './google-ai-options.ts';

/** The references of {@link GoogleAI}, the same on both sides. `models/…` and `googleai/…` in front of a name are taken off, as in Genkit. */
export const googleAIReferences: Pick<GoogleAI, 'model' | 'embedder'> = {
  model: (name, config) => ({ name: toFullName(name), ...(config !== undefined && { config }) }),
  embedder: (name, config) => ({ name: toFullName(name), ...(config !== undefined && { config }) }),
};

function toFullName(name: string): string {
  return `${GOOGLE_AI}/${name.slice(name.lastIndexOf('/') + 1)}`;
}
