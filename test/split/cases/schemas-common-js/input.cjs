const { genkit, z } = require('genkit');

const ai = genkit({});
const Dish = z.object({ name: z.string() });

exports.menu = ai.defineFlow('menu', async (theme) => {
  const { output } = await ai.generate({ prompt: theme, output: { schema: Dish } });
  return ai.run('keep', async () => output);
});
