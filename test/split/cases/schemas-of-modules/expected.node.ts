__durakitRegisterSteps(); import { genkit } from 'genkit';
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
import { registerSchema as __durakitRegisterSchema } from 'durakit/split-runtime';
function __durakitRegisterSteps() {
  __durakitRegisterSchema('/schema/menu/1', () => Dish);
  __durakitRegisterSchema('/schema/menu/2', () => all.Drink);
  __durakitRegisterSchema('/schema/menu/3', () => list(Dish));
  __durakitRegisterSchema('/schema/menu/4', () => fromFile('./menu.json'));
}
