import { capturedSchema as __durakitCapturedSchema } from 'durakit/split-runtime';
import { genkit } from 'genkit';
const ai = genkit();
export const menu = ai.defineFlow('menu', async (theme: string) => [await ai.generate({
  prompt: theme,
  output: {
    schema: __durakitCapturedSchema('/schema/menu/1')
  }
}), await ai.generate({
  prompt: theme,
  output: {
    schema: __durakitCapturedSchema('/schema/menu/2')
  }
}), await ai.generate({
  prompt: theme,
  output: {
    schema: __durakitCapturedSchema('/schema/menu/3')
  }
}), await ai.generate({
  prompt: theme,
  output: {
    schema: __durakitCapturedSchema('/schema/menu/4')
  }
})]);
