import { ai as genie } from '../ai.js';
import { mark } from '../../mark.js';
import type { Dish } from '../data/dishes';

export const helper = genie.defineFlow({ name: 'helper' }, async ({ log, dishes }: { log: string; dishes: Dish[] }) => {
  const { run } = genie;
  const last = dishes.at(-1)!;
  return run('pick', async () => {
    await mark(log, 'pick');
    return last.name.toUpperCase();
  });
});
