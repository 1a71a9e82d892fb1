import { genkit, z } from 'genkit';

const ai = genkit({});
const Dish = z.object({ name: z.string() });
const Price = z.number();

export const menu = ai.defineFlow('menu', async (theme: string) => {
  const Course = z.object({ dishes: z.array(Dish) });
  const Menu = z.object({ courses: z.array(Course), price: Price });
  async function suggest(prompt: string) {
    return ai.generate({ prompt, output: { schema: Menu } });
  }
  const { output } = await suggest(theme);
  return [output, await Promise.all([1, 2].map((size) => ai.generate({ prompt: `${size}`, output: { schema: z.array(Course) } })))];
});

export const used = ai.defineFlow('used', async (theme: string) => {
  const Answer = z.object({ text: z.string() });
  const { output } = await ai.generate({ prompt: theme, output: { schema: Answer } });
  return Answer.parse(output);
});

export const shadowing = ai.defineFlow('shadowing', async (theme: string) => {
  const Plate = z.object({ dish: Dish });
  {
    const Dish = z.array(Plate);
    return ai.generate({ prompt: theme, output: { schema: Dish } });
  }
});
