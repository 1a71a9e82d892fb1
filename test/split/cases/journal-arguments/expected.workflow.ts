import { genkit } from 'durakit';
const ai = genkit();
export const flow = ai.defineFlow({
  name: 'flow',
  durability: 'journal'
});
