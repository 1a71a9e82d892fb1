import { genkit, z } from 'genkit';
import { Dish, courses } from './dishes.ts';

const ai = genkit({});
const getWeather = ai.defineTool(
  { name: 'getWeather', description: 'the weather of a place', inputSchema: z.object({ place: z.string() }), outputSchema: z.string() },
  async ({ place }) => `rain in ${place}`,
);

export const menu = ai.defineFlow({ name: 'menu', inputSchema: z.string(), outputSchema: z.unknown() }, async (theme) => {
  const Price = z.object({ price: z.number() });
  const suggestion = await ai.generate({ model: 'fake', prompt: theme, tools: [getWeather], output: { schema: Dish } });
  const price = await ai.generate({ model: 'fake', prompt: theme, output: { schema: Price } });
  const all = await ai.generate({ model: 'fake', prompt: theme, output: { schema: courses(3) } });
  return [suggestion.output, price.output, all.output];
});
