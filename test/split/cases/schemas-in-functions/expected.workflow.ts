import { capturedSchema as __durakitCapturedSchema } from 'durakit/split-runtime';
import { genkit, z } from 'genkit';
const ai = genkit();
const Dish = z.object({
  name: z.string()
});
export const menu = ai.defineFlow('menu', async (theme: string) => {
  async function suggest(prompt: string) {
    return ai.generate({
      prompt,
      output: {
        schema: __durakitCapturedSchema('/schema/menu/1')
      }
    });
  }
  const {
    output
  } = await suggest(theme);
  return [output, await Promise.all([1, 2].map(size => ai.generate({
    prompt: `${size}`,
    output: {
      schema: __durakitCapturedSchema('/schema/menu/2')
    }
  })))];
});
export const used = ai.defineFlow('used', async (theme: string) => {
  const Answer = z.object({
    text: z.string()
  });
  const {
    output
  } = await ai.generate({
    prompt: theme,
    output: {
      schema: __durakitCapturedSchema('/schema/used/1')
    }
  });
  return Answer.parse(output);
});
export const shadowing = ai.defineFlow('shadowing', async (theme: string) => {
  const Plate = z.object({
    dish: Dish
  });
  {
    const Dish = z.array(Plate);
    return ai.generate({
      prompt: theme,
      output: {
        schema: Dish
      }
    });
  }
});
