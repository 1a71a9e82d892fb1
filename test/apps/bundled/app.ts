import path from 'node:path';
import { genkit, z } from 'genkit';
import { price } from './price';

const ai = genkit({});

export const order = ai.defineFlow({ name: 'order', inputSchema: z.object({ dish: z.string() }) }, async ({ dish }) => {
  const cost = await price(ai, dish);
  return ai.run('write', async () => path.posix.join(dish, String(cost)));
});

if (import.meta.main) console.log('this is a worker, not the app');
