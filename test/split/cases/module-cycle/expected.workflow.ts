import { ai, second } from './a';
import { deep } from './c';
export const third = ai.defineFlow('third', async (path: string) => [await second(path), await deep(ai, path)]);
export const fourth = ai.defineFlow({
  name: 'fourth',
  durability: 'journal'
});
