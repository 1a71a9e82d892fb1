import { genkit } from 'genkit';

export const ai = genkit({ name: 'steps' });
export const imported = ai.defineStep('imported', async (id: string) => id);
