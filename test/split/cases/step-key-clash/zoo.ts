import { ai } from './ai';

export const recipe = ai.defineFlow('recipes', async (id: string) => ai.run('fetch', async () => id));
