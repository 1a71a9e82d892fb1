import { capturedSchema as __durakitCapturedSchema } from 'durakit/split-runtime';
import { genkit } from 'genkit';
const ai = genkit();
export const journaled = ai.defineFlow({
  name: 'journaled',
  durability: 'journal'
});
export const sandboxed = ai.defineFlow('sandboxed', async (theme: string) => ai.generate({
  prompt: theme,
  output: {
    schema: __durakitCapturedSchema('/schema/sandboxed/1')
  }
}));
