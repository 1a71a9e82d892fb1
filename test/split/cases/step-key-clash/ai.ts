import { genkit } from 'genkit';

export const ai = genkit();

export async function load(id: string) {
  return ai.run('fetch', async () => id);
}
