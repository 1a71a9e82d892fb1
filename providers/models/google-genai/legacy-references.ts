import { googleAIReferences } from './google-ai-references.ts';

/** The names that apps for Genkit's older `@genkit-ai/googleai` import. */
export const gemini = googleAIReferences.model;
export const gemini15Flash = gemini('gemini-1.5-flash');
export const gemini15Flash8b = gemini('gemini-1.5-flash-8b');
export const gemini15Pro = gemini('gemini-1.5-pro');
export const gemini20Flash = gemini('gemini-2.0-flash');
export const gemini20FlashLite = gemini('gemini-2.0-flash-lite');
export const textEmbedding004 = googleAIReferences.embedder('text-embedding-004');
