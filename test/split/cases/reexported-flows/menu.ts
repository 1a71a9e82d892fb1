import { genkit } from 'genkit';

export interface Dish {
  name: string;
}
const ai = genkit({});
export const menu = ai.defineFlow('menu', async () => 'soup');
