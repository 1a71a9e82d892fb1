import { genkit } from 'durakit';
const ai = genkit();
import { helper } from 'some-package';
export const flow = ai.defineFlow({
  name: 'flow',
  durability: 'journal'
});
export const clean = ai.defineFlow('clean', async (text: string) => helper(text));
