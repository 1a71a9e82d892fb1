import { genkit } from 'durakit';
const ai = genkit();
export const flow = ai.defineFlow({
  name: 'flow',
  durability: 'journal'
});
export const bound = ai.defineFlow({
  name: 'bound',
  durability: 'journal'
});
