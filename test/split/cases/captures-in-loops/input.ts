import { genkit } from 'durakit';

const ai = genkit({});

import { work } from './work';

export const loops = ai.defineFlow('loops', async (items: { id: string; parts: number[] }[], _side) => {
  const results: string[] = [];
  for (const [index, item] of items.entries()) {
    for (let part = 0; part < item.parts.length; part++) {
      results.push(await ai.run(`part-${index}-${part}`, async () => work(item.id, part, index)));
    }
  }
  await Promise.all(items.map(({ id: key, ...rest }, position = 0) => ai.run(`item-${key}`, async () => work(key, rest, position))));
  if (results.length > 0) {
    const last = results.at(-1);
    try {
      await ai.run('last', async () => work(last));
    } catch (error) {
      await ai.run('failed', async () => work(error?.message, error?.code));
    }
  }
  return results;
});
