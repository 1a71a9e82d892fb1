import { genkit } from 'genkit';
import { Dish, withNames } from './schemas';
import * as all from './schemas';
import { fromFile } from './stored';

const ai = genkit({});
const list = (item) => withNames(item, 'list');

export const menu = ai.defineFlow('menu', async (theme: string) => [
  await ai.generate({ prompt: theme, output: { schema: Dish } }),
  await ai.generate({ prompt: theme, output: { schema: all.Drink } }),
  await ai.generate({ prompt: theme, output: { schema: list(Dish) } }),
  await ai.generate({ prompt: theme, output: { schema: fromFile('./menu.json') } }),
]);
