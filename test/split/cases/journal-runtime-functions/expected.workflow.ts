import { genkit } from 'durakit';
const ai = genkit();
export const flow = ai.defineFlow({
  name: 'flow',
  durability: 'journal'
});
export const wrapped = ai.defineFlow({
  name: 'wrapped',
  durability: 'journal'
});
