import { genkit, z } from 'genkit';

const ai = genkit({});
const schemas = new Map([['dish', z.object({ name: z.string() })]]);

export const menu = ai.defineFlow('menu', async (names: [string, ...string[]]) => {
  const one = await ai.generate({ prompt: 'one', output: { schema: z.enum(names) } });
  const Dish = z.object({ name: z.enum(names) });
  const two = await ai.generate({ prompt: 'two', output: { schema: z.array(Dish) } });
  const three = await ai.generate({ prompt: 'three', output: { schema: z.literal(Date.now()) } });
  let Wish = z.string();
  if (names.length > 1) Wish = z.string().max(3);
  const four = await ai.generate({ prompt: 'four', output: { schema: Wish } });
  const five = await ai.waitFor('answer', { schema: z.string() });
  const six = await ai.run('six', async () => ai.generate({ prompt: 'six', output: { schema: z.string() } }));
  return [one, two, three, four, five, six];
});

class Kitchen {
  schema = z.string();
  cook = ai.defineFlow('cook', async (dish: string) => ai.generate({ prompt: dish, output: { schema: this.schema } }));
}
new Kitchen();

export const table = ai.defineTool({ name: 'table', description: 'lays a table', inputSchema: z.string() }, async (input) =>
  (await ai.generate({ prompt: input, output: { schema: z.string() } })).output,
);
