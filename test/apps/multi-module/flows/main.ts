import ai from '../ai';
import { loadDishes } from '../data/dishes';
import { mark } from '../../mark.js';
import { helper } from './pick-dish.js';

export const main = ai.defineFlow('main', async ({ log }: { log: string }) => {
  const dishes = await ai.run('load', async () => {
    await mark(log, 'load');
    return loadDishes();
  });
  const picked = await helper({ log, dishes });
  return { dishes, picked };
});
