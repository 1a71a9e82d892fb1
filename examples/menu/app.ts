import { durakit, z } from 'durakit';

const ai = durakit({ name: 'menu' });

const dishes: Record<string, string[]> = {
  pirate: ['Blackbeard chowder', 'Cutlass-grilled fish'],
};

const load = ai.defineStep('menu/load', async (theme: string) => dishes[theme] ?? ['Bread and butter']);

export const menu = ai.defineFlow({ name: 'menu', inputSchema: z.object({ theme: z.string() }) }, async ({ theme }) => {
  const found = await load(theme);
  return `Tonight: ${found.join(', ')}`;
});
