import type { Genkit } from 'genkit';

export async function price(ai: Genkit, dish: string): Promise<number> {
  return ai.run('price', async () => dish.length);
}
