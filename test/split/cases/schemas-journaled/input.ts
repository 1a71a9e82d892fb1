import { readFileSync } from 'node:fs';
import { genkit, z } from 'genkit';

const ai = genkit({});
const Dish = z.object({ name: z.string() });

export const journaled = ai.defineFlow('journaled', async (theme: string) => {
  const greeting = readFileSync('greeting.txt', 'utf8');
  return ai.generate({ prompt: `${greeting} ${theme}`, output: { schema: Dish } });
});

export const sandboxed = ai.defineFlow('sandboxed', async (theme: string) => ai.generate({ prompt: theme, output: { schema: Dish } }));
